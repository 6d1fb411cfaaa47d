import JobCore

/// Breaks a sentence into lines at its blanks.
enum WrappedText {
    /// Lines of at most `width` columns; a word that is longer, such as a path, goes on in the next one.
    static func lines(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ").flatMap({ parts($0, width: max(1, width)) }) {
            if line.isEmpty {
                line = word
            } else if DisplayWidth.columns(of: line) + 1 + DisplayWidth.columns(of: word) <= width {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        if !line.isEmpty { lines.append(line) }
        return lines.map { DisplayWidth.truncated($0, to: width) }
    }

    /// A word in parts of which each fits into a line.
    private static func parts(_ word: Substring, width: Int) -> [String] {
        guard DisplayWidth.columns(of: String(word)) > width else { return [String(word)] }
        var parts = [""]
        var room = width
        for character in word {
            let columns = DisplayWidth.columns(of: String(character))
            if columns > room {
                parts.append("")
                room = width
            }
            parts[parts.count - 1].append(character)
            room -= columns
        }
        return parts
    }
}
