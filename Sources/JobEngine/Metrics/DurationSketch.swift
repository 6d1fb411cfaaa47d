import Foundation

/// How long something took, many times over: count, mean, longest, and quantiles to within five percent, in little room.
///
/// A bucket's bounds lie a twelfth of an octave apart; what is below a microsecond counts as one.
struct DurationSketch: Sendable {
    private var buckets: [Int: Int] = [:]
    private(set) var count = 0
    private(set) var sum = 0.0
    /// The longest, seconds.
    private(set) var longest = 0.0

    private static let bucketsPerOctave = 12.0

    mutating func add(_ seconds: Double) {
        let seconds = max(1e-6, seconds)
        buckets[Int((log2(seconds) * Self.bucketsPerOctave).rounded(.down)), default: 0] += 1
        count += 1
        sum += seconds
        longest = max(longest, seconds)
    }

    /// The time within which a share (0 to 1) of them were done: the middle of its bucket.
    func quantile(_ share: Double) -> Double {
        let rank = max(1, Int((share * Double(count)).rounded(.up)))
        var passed = 0
        for (bucket, count) in buckets.sorted(by: { $0.key < $1.key }) {
            passed += count
            if passed >= rank { return min(longest, exp2((Double(bucket) + 0.5) / Self.bucketsPerOctave)) }
        }
        return 0
    }
}
