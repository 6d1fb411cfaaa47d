import Foundation

/// Tells that the machine slept, or that its clock was set: the clock on the wall went on while the machine was not awake.
struct SleepWatch {
    private var offset: Double

    /// Less than this is a clock being disciplined, or a machine under load.
    private static let least = 5.0

    init(now: Date, uptime: Duration) {
        offset = Self.offset(now, uptime)
    }

    /// How far the clock jumped forward since the last look; `nil` when it did not. Small steps do not add up.
    mutating func jump(now: Date, uptime: Duration) -> Duration? {
        let before = offset
        offset = Self.offset(now, uptime)
        return abs(offset - before) >= Self.least ? .seconds((offset - before).magnitude.rounded()) : nil
    }

    private static func offset(_ now: Date, _ uptime: Duration) -> Double {
        let (seconds, attoseconds) = uptime.components
        return now.timeIntervalSince1970 - Double(seconds) - Double(attoseconds) / 1e18
    }
}
