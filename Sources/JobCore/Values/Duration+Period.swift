public import Foundation

extension Duration {
    /// How long until the clock stands at the next whole multiple of `period`, and a millisecond more, lest a clock that is
    /// a little behind another one finds it not over yet.
    ///
    /// Whatever has to look now and then looks at these moments: many looks then cost a process one wake-up.
    ///
    /// - Parameter period: in seconds.
    public static func untilNext(_ period: TimeInterval, after now: Date = Date()) -> Duration {
        .seconds(period - now.timeIntervalSince1970.truncatingRemainder(dividingBy: period) + 0.001)
    }
}
