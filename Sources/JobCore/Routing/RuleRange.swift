/// A condition on a size, written as `8g..`, `..2` or `1h..4h`; both ends belong to it.
public struct RuleRange<Value: Comparable & Hashable & Sendable>: Hashable, Sendable {
    /// The least; `nil` means any.
    public var lowest: Value?
    /// The most; `nil` means any.
    public var highest: Value?

    /// Between the two.
    public init(from lowest: Value? = nil, to highest: Value? = nil) {
        self.lowest = lowest
        self.highest = highest
    }

    /// Reads what a person wrote.
    ///
    /// - Parameter read: reads one end.
    /// - Throws: `InvalidInput` when it is no range, or ends before it begins.
    public init(
        parsing text: String, field: String, _ read: (String) throws(InvalidInput) -> Value
    ) throws(InvalidInput) {
        let ends = text.split(separator: "..", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard ends.count == 2, !(ends[0].isEmpty && ends[1].isEmpty) else {
            throw InvalidInput(
                field,
                "'\(TextForSentence.shortened(text))' is no range. Write 'least..', '..most' or 'least..most'.")
        }
        lowest = ends[0].isEmpty ? nil : try read(ends[0])
        highest = ends[1].isEmpty ? nil : try read(ends[1])
        if let lowest, let highest, highest < lowest {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(text))' ends before it begins. Write the smaller one first.")
        }
    }

    /// Whether a value lies in it; nothing does when there is none.
    func contains(_ value: Value?) -> Bool {
        guard let value else { return false }
        return lowest.map { $0 <= value } ?? true && highest.map { value <= $0 } ?? true
    }
}
