/// Reads variables and labels from options and files.
public enum VariableText {
    /// The lines of an environment or label file: `NAME=VALUE` taken as it is (no quotes, as docker has it), `NAME` alone,
    /// blank lines, `#` comments.
    ///
    /// - Returns: name and value; no value for a name alone.
    public static func lines(_ text: String, path: String, field: String) throws(InvalidInput) -> [(String, String?)] {
        var result: [(String, String?)] = []
        var scalars = text.unicodeScalars[...]
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        // By scalars: to Swift, CR LF is one character that is no newline.
        for (index, raw) in scalars.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            var line = Substring(raw)
            if line.unicodeScalars.last == "\r" { line.unicodeScalars.removeLast() }
            let start = line.drop { $0 == " " || $0 == "\t" }
            if start.isEmpty || start.first == "#" { continue }
            let pair = start.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(pair[0])
            guard !name.isEmpty, !name.contains(where: \.isWhitespace) else {
                throw InvalidInput(
                    field,
                    "Line \(index + 1) of '\(path)' has no good name. Write NAME=VALUE, without spaces before the '='.")
            }
            result.append((name, pair.count == 2 ? String(pair[1]) : nil))
        }
        return result
    }

    /// `-e NAME=VALUE`, or `-e NAME` from the environment.
    static func variable(_ text: String, lookUp: (String) -> String?) throws(InvalidInput) -> EnvironmentVariable {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = pair.first ?? ""
        guard pair.count < 2 else { return EnvironmentVariable(name: name, value: pair[1]) }
        guard let value = lookUp(name) else {
            throw InvalidInput(
                "--env",
                "'\(TextForSentence.shortened(name))' has no '=' and is not set in your environment. Write NAME=VALUE.")
        }
        return EnvironmentVariable(name: name, value: value)
    }

    /// `-l name=value`, or `-l name` for an empty value, as docker has it.
    public static func label(_ text: String) -> (String, String) {
        let pair = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return (pair.first ?? "", pair.count == 2 ? pair[1] : "")
    }
}
