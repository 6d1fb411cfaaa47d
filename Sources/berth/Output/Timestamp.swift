import Foundation
import JobCore

/// Times as they are written: RFC 3339 in UTC for machines, local and short for people.
enum Timestamp {
    /// `2026-11-21T01:45:47.123Z`
    static func machine(_ date: Date) -> String {
        EngineTime(date).timestamp
    }

    /// `2026-11-21 02:45:47`, local time.
    static func person(_ date: Date) -> String {
        var parts = tm()
        var seconds = time_t(date.timeIntervalSince1970.rounded(.down))
        guard localtime_r(&seconds, &parts) != nil else { return machine(date) }
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday))"
        return "\(day) \(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec))"
    }

    /// `3 m 05 s ago`
    static func age(_ date: Date, now: Date) -> String {
        Duration.seconds(max(0, now.timeIntervalSince(date))).forPeople + " ago"
    }
}
