/// The levels of a container over its life, the last one for as long as it goes on.
struct UsageCurve: Hashable, Sendable, Codable {
    /// 0 to 1, at least one.
    var levels: [Double]
    /// How long each lasts, seconds; more than 0.
    var step: Double

    /// The level after so many seconds.
    func level(at seconds: Double) -> Double {
        let index = min(Double(levels.count - 1), max(0, (seconds / step).rounded(.down)))
        return levels[Int(index)]
    }

    /// The levels so far, each times how long it lasted.
    func area(until seconds: Double) -> Double {
        let whole = min(levels.count - 1, Int(min(1e9, max(0, seconds / step))))
        let passed = levels[..<whole].reduce(0, +) * step
        return passed + levels[whole] * max(0, seconds - Double(whole) * step)
    }
}
