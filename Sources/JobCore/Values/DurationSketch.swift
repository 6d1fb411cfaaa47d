import Foundation

/// How long something took, many times over: count, mean, shortest, longest, and quantiles to within five percent, in little
/// room.
///
/// A bucket's bounds lie a twelfth of an octave apart; what is below a microsecond counts as one.
public struct DurationSketch: Hashable, Sendable, Codable {
    private var buckets: [Int: Int]
    /// How many times.
    public private(set) var count: Int
    /// All together, seconds.
    public private(set) var sum: Double
    /// The shortest, seconds; 0 when there is none.
    public private(set) var shortest: Double
    /// The longest, seconds; 0 when there is none.
    public private(set) var longest: Double

    private static let bucketsPerOctave = 12.0

    /// Nothing counted yet.
    public init() {
        buckets = [:]
        count = 0
        sum = 0
        shortest = 0
        longest = 0
    }

    /// Counts one more.
    public mutating func add(_ seconds: Double) {
        let seconds = max(0, seconds)
        buckets[Int((log2(max(1e-6, seconds)) * Self.bucketsPerOctave).rounded(.down)), default: 0] += 1
        shortest = count == 0 ? seconds : min(shortest, seconds)
        count += 1
        sum += seconds
        longest = max(longest, seconds)
    }

    /// Their mean, seconds; 0 when there is none.
    public var mean: Double { count > 0 ? sum / Double(count) : 0 }

    /// The time within which a share (0 to 1) of them were done: the middle of its bucket.
    public func quantile(_ share: Double) -> Double {
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var passed = 0
        for (bucket, count) in buckets.sorted(by: { $0.key < $1.key }) {
            passed += count
            guard passed >= rank else { continue }
            return max(shortest, min(longest, exp2((Double(bucket) + 0.5) / Self.bucketsPerOctave)))
        }
        return 0
    }
}
