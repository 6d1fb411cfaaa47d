/// How often durations fell below some bounds, as Prometheus wants it: cumulative, with sum and count.
struct Histogram: Sendable {
    /// Upper bounds in seconds, ascending.
    let bounds: [Double]
    /// How many fell into each bucket, the last one beyond all bounds; not cumulative.
    private(set) var counts: [Int]
    /// All durations together, seconds.
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// For calls to an engine: 5 ms to a minute.
    static let operation = Histogram(bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60])
    /// From ready to running: 50 ms to an hour.
    static let launch = Histogram(bounds: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600])

    mutating func add(_ seconds: Double) {
        counts[bounds.firstIndex { seconds <= $0 } ?? bounds.count] += 1
        sum += max(0, seconds)
    }

    var count: Int { counts.reduce(0, +) }

    /// How many were at most as long as each bound.
    var cumulative: [(bound: Double, count: Int)] {
        var total = 0
        return zip(bounds, counts).map { bound, count in
            total += count
            return (bound, total)
        }
    }
}
