/// Splits text into words as a POSIX shell does, and writes words so that a shell reads them back (DOCK-03).
///
/// Quoting only: nothing is expanded, and `;`, `|`, `$` and the like are ordinary characters. See POSIX.1-2017, Shell
/// Command Language, 2.2 Quoting.
public enum ShellWords {
    /// The words of `text`.
    ///
    /// - Parameters:
    ///   - text: for example `sh -c 'echo "$HOME"'`.
    ///   - field: what to call the text in the error.
    /// - Throws: `InvalidInput` when a quote is not closed or a backslash ends the text.
    public static func split(_ text: String, field: String) throws(InvalidInput) -> [String] {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var scalars = text.unicodeScalars.makeIterator()
        while let scalar = scalars.next() {
            switch scalar {
            case " ", "\t", "\n", "\r":
                if let ended = word { words.append(String(ended)) }
                word = nil
            case "'":
                var quoted = word ?? String.UnicodeScalarView()
                while true {
                    guard let next = scalars.next() else { throw unclosed("'", field) }
                    if next == "'" { break }
                    quoted.append(next)
                }
                word = quoted
            case "\"":
                word = try quoted(&scalars, after: word ?? String.UnicodeScalarView(), field)
            case "\\":
                guard let next = scalars.next() else {
                    throw InvalidInput(
                        field, "A backslash ends the text. Put what it quotes behind it, or take it out.")
                }
                if next == "\n" { continue }
                word = (word ?? String.UnicodeScalarView()) + [next]
            default:
                word = (word ?? String.UnicodeScalarView()) + [scalar]
            }
        }
        if let word { words.append(String(word)) }
        return words
    }

    /// The words in one line that `split` and every shell read back as they are.
    public static func join(_ words: [String]) -> String {
        words.map(quoted).joined(separator: " ")
    }

    private static func quoted(
        _ scalars: inout String.UnicodeScalarView.Iterator, after start: String.UnicodeScalarView, _ field: String
    ) throws(InvalidInput) -> String.UnicodeScalarView {
        var word = start
        while let scalar = scalars.next() {
            if scalar == "\"" { return word }
            guard scalar == "\\" else {
                word.append(scalar)
                continue
            }
            guard let next = scalars.next() else { throw unclosed("\"", field) }
            switch next {
            case "\n": continue
            case "$", "`", "\"", "\\": word.append(next)
            default: word.append(contentsOf: [scalar, next])
            }
        }
        throw unclosed("\"", field)
    }

    private static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty && word.utf8.allSatisfy { TextRules.isAlphanumeric($0) || "_@%+=:,./-".utf8.contains($0) }
        return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }

    private static func unclosed(_ quote: String, _ field: String) -> InvalidInput {
        InvalidInput(field, "A quote (\(quote)) is not closed. Close it, or put a backslash before it.")
    }
}
