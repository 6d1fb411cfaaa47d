public import Foundation

/// When a cron expression is due in a time zone. Pure (QUEUE-13).
///
/// Where clocks are put forward, a time that is skipped is due once, right after the gap. Where they are put back, a time that
/// comes twice is due once, at the first. Only an expression for every hour follows real time through both: something that
/// runs every ten minutes goes on doing so.
public struct CronTimetable: Hashable, Sendable {
    /// The expression.
    public let expression: CronExpression
    /// The zone whose clocks it is about.
    public let zone: TimeZone

    /// Puts both together.
    public init(_ expression: CronExpression, in zone: TimeZone) {
        self.expression = expression
        self.zone = zone
    }

    /// No day of an expression is further away: 29 February around the year 2100.
    private static let horizonInDays = 366 * 9
    private static let day = 86400

    /// The first due time after a moment; `nil` when none comes in nine years.
    public func next(after moment: Date) -> Date? {
        let second = Int(moment.timeIntervalSince1970.rounded(.down))
        let isEveryHour = expression.hour.isWild && expression.hour.values.count == 24
        let found = isEveryHour ? nextInRealTime(after: second) : nextOnTheClock(after: second)
        return found.map { Date(timeIntervalSince1970: Double($0)) }
    }

    /// For fixed hours: each time of the day is looked for on the clock, and then when the clock shows it.
    private func nextOnTheClock(after second: Int) -> Int? {
        // One day earlier: a time that was skipped yesterday may be due today.
        let first = Self.days(second + offset(at: second)) - 1
        for days in first...(first + Self.horizonInDays) where expression.matches(CivilDate(days: days)) {
            var best: Int?
            for hour in expression.hour.values {
                for minute in expression.minute.values {
                    let instant = instant(ofClock: days * Self.day + hour * 3600 + minute * 60)
                    if instant > second { best = min(best ?? .max, instant) }
                }
                if best != nil { break }
            }
            if let best { return best }
        }
        return nil
    }

    /// For every hour: minute by minute, what the clock shows.
    private func nextInRealTime(after second: Int) -> Int? {
        var minute = (second / 60 + 1) * 60
        let end = second + Self.horizonInDays * Self.day
        while minute <= end {
            let clock = minute + offset(at: minute)
            let days = Self.days(clock)
            guard expression.matches(CivilDate(days: days)) else {
                minute = max(minute + 60, instant(ofClock: (days + 1) * Self.day) / 60 * 60)
                continue
            }
            if expression.minute.contains((clock - days * Self.day) / 60 % 60) { return minute }
            minute += 60
        }
        return nil
    }

    /// When the clock shows something: the first time where it shows it twice, the end of the gap where it never does.
    private func instant(ofClock clock: Int) -> Int {
        let before = offset(at: clock - Self.day)
        let after = offset(at: clock + Self.day)
        if offset(at: clock - before) == before { return clock - before }
        if offset(at: clock - after) == after { return clock - after }
        // In the gap: the change lies between the two readings.
        var (low, high) = (clock - max(before, after), clock - min(before, after))
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: middle) == before { low = middle } else { high = middle }
        }
        return high
    }

    private func offset(at second: Int) -> Int {
        zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(second)))
    }

    private static func days(_ clock: Int) -> Int {
        clock >= 0 ? clock / day : (clock - day + 1) / day
    }
}
