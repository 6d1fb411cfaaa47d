public import Foundation

/// Reads moments as people write them.
public enum TimeText {
    /// A moment from now on: `18:30` (the next one), `2026-12-24 18:30[:00]` (local), RFC 3339 with zone.
    public static func moment(_ text: String, field: String, now: Date) throws(InvalidInput) -> Date {
        if let date = absolute(text) { return date }
        if let clock = clock(text[...]) {
            guard
                let today = local(at: now, hour: clock.hour, minute: clock.minute, second: clock.second, addingDays: 0),
                let tomorrow = local(
                    at: now, hour: clock.hour, minute: clock.minute, second: clock.second, addingDays: 1)
            else { throw refuse(text, field) }
            return today > now ? today : tomorrow
        }
        throw refuse(text, field)
    }

    /// A moment in the past: a duration ago (`2h`), a time of today (`18:30`), or a date.
    public static func past(_ text: String, field: String, now: Date) throws(InvalidInput) -> Date {
        if let date = absolute(text) { return date }
        if let clock = clock(text[...]) {
            guard
                let today = local(at: now, hour: clock.hour, minute: clock.minute, second: clock.second, addingDays: 0)
            else { throw refuse(text, field) }
            return today
        }
        guard let duration = try? Duration(parsing: text, field: field) else { throw refuse(text, field) }
        return now.addingTimeInterval(-duration.inSeconds)
    }

    private static func refuse(_ text: String, _ field: String) -> InvalidInput {
        InvalidInput(
            field,
            "'\(TextForSentence.shortened(text))' is not a time. Write 18:30, 2026-12-24T18:30 or 2026-12-24T18:30:00Z."
        )
    }

    private static func absolute(_ text: String) -> Date? {
        if let time = EngineTime(rfc3339: text) { return time.date }
        let halves = text.split(
            omittingEmptySubsequences: false, whereSeparator: { $0 == "T" || $0 == " " || $0 == "t" })
        guard let day = halves.first, halves.count <= 2 else { return nil }
        let numbers = day.split(separator: "-", omittingEmptySubsequences: false).map { Int32($0) }
        guard numbers.count == 3, day.utf8.count == 10, let year = numbers[0], let month = numbers[1],
            let dayOfMonth = numbers[2], (1...12).contains(month), (1...31).contains(dayOfMonth)
        else { return nil }
        var parts = tm()
        (parts.tm_year, parts.tm_mon, parts.tm_mday, parts.tm_isdst) = (year - 1900, month - 1, dayOfMonth, -1)
        if halves.count == 2 {
            guard let clock = clock(halves[1]) else { return nil }
            (parts.tm_hour, parts.tm_min, parts.tm_sec) = (clock.hour, clock.minute, clock.second)
        }
        let seconds = mktime(&parts)
        // mktime turns 31 February into March; that is a slip of the pen, not a date.
        guard seconds != -1, parts.tm_mday == dayOfMonth else { return nil }
        return Date(timeIntervalSince1970: Double(seconds))
    }

    private static func clock(_ text: Substring) -> (hour: Int32, minute: Int32, second: Int32)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { $0.count == 2 ? Int32($0) : nil }
        guard (2...3).contains(parts.count), let hour = parts[0], let minute = parts[1],
            let second = parts.count == 3 ? parts[2] : 0, (0...23).contains(hour), (0...59).contains(minute),
            (0...59).contains(second)
        else { return nil }
        return (hour, minute, second)
    }

    private static func local(at now: Date, hour: Int32, minute: Int32, second: Int32, addingDays days: Int32) -> Date?
    {
        var parts = tm()
        var seconds = time_t(now.timeIntervalSince1970.rounded(.down))
        guard localtime_r(&seconds, &parts) != nil else { return nil }
        (parts.tm_hour, parts.tm_min, parts.tm_sec, parts.tm_isdst) = (hour, minute, second, -1)
        parts.tm_mday += days
        let result = mktime(&parts)
        return result == -1 ? nil : Date(timeIntervalSince1970: Double(result))
    }
}
