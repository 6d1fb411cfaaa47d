import JobCore

/// A regular expression over one line of a log.
struct LinePattern {
    private let regex: Regex<AnyRegexOutput>

    /// - Throws: `InvalidInput` when the text is no regular expression.
    init(_ text: String) throws(InvalidInput) {
        do {
            regex = try Regex(text)
        } catch {
            throw InvalidInput(
                "--grep",
                "'\(TextForSentence.shortened(text))' is not a regular expression. Put a backslash before ( [ { * + ? . |."
            )
        }
    }

    /// Whether it matches somewhere in a line of bytes; `$` matches before its newline.
    func matches(_ line: [UInt8]) -> Bool {
        var content = line[...]
        if content.last == 0x0A { content.removeLast() }
        if content.last == 0x0D { content.removeLast() }
        let text = String(decoding: content, as: UTF8.self)
        return (try? regex.firstMatch(in: text)) != nil
    }
}
