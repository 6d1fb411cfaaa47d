import Foundation

/// Moments as clocks on the wall show them.
struct ClockText {
    let secondsFromUTC: Int

    /// `14:05`
    func minutes(_ date: Date) -> String {
        let minute = Int((seconds(date) / 60).rounded(.down))
        return "\(padded(minute / 60 % 24)):\(padded(minute % 60))"
    }

    /// `14:05` where that says enough, else `3 d ago`.
    func short(_ date: Date, now: Date) -> String {
        isNear(date, now) ? minutes(date) : "\(day(now) - day(date)) d ago"
    }

    /// `14:05:09` where that says enough, else `12-31 14:05`.
    func seconds(_ date: Date, now: Date) -> String {
        guard isNear(date, now) else { return "\(monthAndDay(date)) \(minutes(date))" }
        return "\(minutes(date)):\(padded(Int(seconds(date).rounded(.down)) % 60))"
    }

    /// Whether the clock alone says which of all days is meant: it is the same day, or less than half a day away, as
    /// last evening is after midnight.
    private func isNear(_ date: Date, _ now: Date) -> Bool {
        isSameDay(date, now) || abs(now.timeIntervalSince(date)) < 43_200
    }

    /// Whether both are on the same day.
    func isSameDay(_ one: Date, _ other: Date) -> Bool { day(one) == day(other) }

    /// `12-31`
    func monthAndDay(_ date: Date) -> String {
        // The proleptic Gregorian calendar from a count of days (H. Hinnant, "chrono-compatible low-level date algorithms").
        let days = day(date) + 719_468
        let ofEra = days % 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        return "\(padded(month < 10 ? month + 3 : month - 9))-\(padded(ofYear - (153 * month + 2) / 5 + 1))"
    }

    private func day(_ date: Date) -> Int { Int((seconds(date) / 86400).rounded(.down)) }

    private func seconds(_ date: Date) -> Double { max(0, date.timeIntervalSince1970 + Double(secondsFromUTC)) }

    /// At least so many digits.
    func padded(_ number: Int, _ digits: Int = 2) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
