import JobCore

/// How much of its limits a simulated container uses over its life (MOCK-07).
public enum MockUsage: Hashable, Sendable {
    /// A quarter of a core, and memory that grows to 64 MB within ten seconds.
    case growing
    /// Shares of its limits, one after the other, each for the same part of its life; of a core and 256 MB where it has none.
    case levels([Double])

    /// Reads a pattern's name, or levels such as `0.1,0.5,1`.
    ///
    /// - Throws: `InvalidInput` that names `field` for a level outside of 0 to 1.
    init(parsing text: String, field: String) throws(InvalidInput) {
        if let levels = Self.patterns[text] {
            self = .levels(levels)
            return
        }
        var levels: [Double] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let level = Double(part), (0...1).contains(level) else {
                let names = Self.patterns.keys.sorted().joined(separator: ", ")
                throw InvalidInput(
                    field, "'\(text)' is no pattern. Write one of \(names), or levels from 0 to 1 such as 0.1,0.5,1.")
            }
            levels.append(level)
        }
        guard levels.count <= 1000 else {
            throw InvalidInput(field, "\(levels.count) levels are too many. Give at most 1000.")
        }
        self = .levels(levels)
    }

    private static let patterns: [String: [Double]] = [
        "low": [0.08, 0.12, 0.1, 0.09, 0.11], "medium": [0.45, 0.55, 0.5, 0.48, 0.52],
        "high": [0.88, 0.92, 0.9, 0.95, 0.9], "ramp": (1...10).map { Double($0) / 10 },
        "spike": [0.2, 0.2, 0.2, 0.2, 1, 0.2, 0.2, 0.2, 0.2, 0.2],
    ]
}
