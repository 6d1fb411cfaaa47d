import JobCore

/// Breaks a sentence into lines at its blanks.
enum WrappedText {
    /// Lines of at most `width` columns; a word that is longer has a line of its own and is cut.
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if line.isEmpty {
                line = String(word)
            } else if DisplayWidth.columns(of: line) + 1 + DisplayWidth.columns(of: String(word)) <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = String(word)
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { DisplayWidth.truncated($0, to: width) }
    }
}
