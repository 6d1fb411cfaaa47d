/// How long jobs were ready before they started.
public struct LaunchLatency: Hashable, Sendable {
    /// Half of them waited no longer.
    public var median: Duration
    /// 95 of 100 waited no longer.
    public var percentile95: Duration
    /// How many jobs were looked at.
    public var jobs: Int

    /// Judges samples by nearest rank; `nil` without any.
    ///
    /// - Parameter seconds: the samples, in any order.
    public init?(seconds: [Double]) {
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        func rank(_ share: Double) -> Duration {
            .seconds(sorted[max(0, Int((share * Double(sorted.count)).rounded(.up)) - 1)])
        }
        jobs = sorted.count
        median = rank(0.5)
        percentile95 = rank(0.95)
    }
}
