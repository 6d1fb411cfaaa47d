/// What differs between the jobs of an array in one respect: the lines of a file, or the values of one name (QUEUE-12).
public struct ArrayAxis: Hashable, Sendable {
    /// What stands for the value: `{}` or `{lr}`.
    public var mark: String
    /// The values.
    public var values: [String]

    /// Names a mark and its values.
    public init(mark: String, values: [String]) {
        self.mark = mark
        self.values = values
    }

    /// The mark for a job's number within its array, from 0.
    public static let indexMark = "{index}"

    /// Reads `--matrix lr=0.1,0.01`.
    ///
    /// - Throws: `InvalidInput` without a name or a value.
    public init(matrix text: String) throws(InvalidInput) {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard pair.count == 2 else {
            throw InvalidInput(
                "--matrix", "'\(TextForSentence.shortened(text))' has no '='. Write for example lr=0.1,0.01.")
        }
        try TextRules.checkIdentifier(pair[0], "--matrix")
        guard pair[0] != "index" else {
            throw InvalidInput("--matrix", "'index' stands for the job's number already. Choose another name.")
        }
        let values = pair[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        guard !values.contains("") else {
            throw InvalidInput("--matrix", "'\(TextForSentence.shortened(text))' has an empty value. Take it out.")
        }
        self.init(mark: "{\(pair[0])}", values: values)
    }

    /// Reads the text of `--each`: one value a line, empty lines left out.
    ///
    /// - Throws: `InvalidInput` when there is none.
    public init(lines text: String) throws(InvalidInput) {
        // By scalars: to Swift, CR LF is one character that is no newline.
        let lines = text.unicodeScalars.split(separator: "\n").map { line -> String in
            String(line.last == "\r" ? line.dropLast() : line)
        }
        self.init(mark: "{}", values: lines.filter { !$0.isEmpty })
        guard !values.isEmpty else {
            throw InvalidInput("--each", "There is no line in it. Write one for each job.")
        }
        guard !values.contains(where: { $0.utf8.contains(0) }) else {
            throw InvalidInput("--each", "A line has a NUL byte. Take it out.")
        }
    }
}
