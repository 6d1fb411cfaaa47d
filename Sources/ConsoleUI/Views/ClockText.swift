import Foundation

/// Moments as clocks on the wall show them.
struct ClockText {
    let secondsFromUTC: Int

    /// `14:05`
    func minutes(_ date: Date) -> String {
        let minute = Int((seconds(date) / 60).rounded(.down))
        return "\(padded(minute / 60 % 24)):\(padded(minute % 60))"
    }

    /// `14:05` on the same day, else `3 d ago`.
    func short(_ date: Date, now: Date) -> String {
        let days = day(now) - day(date)
        return days == 0 ? minutes(date) : "\(days) d ago"
    }

    private func day(_ date: Date) -> Int { Int((seconds(date) / 86400).rounded(.down)) }

    private func seconds(_ date: Date) -> Double { max(0, date.timeIntervalSince1970 + Double(secondsFromUTC)) }

    private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}
