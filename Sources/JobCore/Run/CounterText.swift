/// Numbers of what a host only counts, as people write them: `license=1`.
public enum CounterText {
    /// Reads a name and a number, 0 or more.
    ///
    /// - Throws: `InvalidInput` that names the field when it is no pair, or the number no whole one.
    public static func counter(_ text: String, field: String) throws(InvalidInput) -> (name: String, count: Int) {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2, let count = Int(pair[1]) else {
            throw InvalidInput(
                field, "'\(TextForSentence.shortened(text))' is no name=number. Write for example license=1.")
        }
        try TextRules.checkIdentifier(pair[0], field)
        guard SpecLimits.counter.contains(count) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is out of range. Give 0 to 1000000.")
        }
        return (pair[0], count)
    }

    /// The way back: `license=1 seats=4`.
    public static func text(_ counters: [String: Int]) -> String {
        counters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
}
