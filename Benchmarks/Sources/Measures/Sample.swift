/// Values measured under the same conditions.
public struct Sample: Sendable {
    /// What was measured, ascending.
    public let values: [Double]

    /// Keeps measured values in any order; there must be at least one, for nothing can be said about none.
    public init(_ values: [Double]) {
        precondition(!values.isEmpty, "a sample without values says nothing")
        self.values = values.sorted()
    }

    /// The middle value, or the mean of the two in the middle.
    public var median: Double {
        let middle = values.count / 2
        return values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
    }

    /// The smallest value that at least `percent` percent of all do not exceed (nearest rank, without interpolation): a
    /// value that was really measured, and in small samples the worse of two candidates.
    public func percentile(_ percent: Double) -> Double {
        let rank = (percent / 100 * Double(values.count)).rounded(.up)
        return values[min(values.count, max(1, Int(rank))) - 1]
    }
}
