public import JobCore

/// A length of time, fixed or drawn from a range.
public struct DurationRange: Hashable, Sendable {
    /// The shortest.
    public var lowest: Duration
    /// The longest.
    public var highest: Duration

    /// Always this long.
    public init(_ duration: Duration) {
        lowest = duration
        highest = duration
    }

    /// Reads `5s` or `1s..5s`.
    ///
    /// - Throws: `InvalidInput` that names `field` when it is neither, is negative, or ends before it begins.
    public init(parsing text: String, field: String) throws(InvalidInput) {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, !parts.contains(where: { $0.isEmpty || $0.hasPrefix("-") }) else {
            throw InvalidInput(
                field, "'\(text)' is neither a duration nor a range. Write for example 0s, 5s or 1s..5s.")
        }
        lowest = try Duration(parsing: parts[0], field: field)
        highest = try Duration(parsing: parts[parts.count - 1], field: field)
        guard lowest <= highest else {
            throw InvalidInput(field, "'\(text)' ends before it begins. Write the shorter duration first: 1s..5s.")
        }
    }

    func drawn(by generator: inout OutcomeGenerator) -> Duration {
        lowest + (highest - lowest) * generator.share()
    }
}
