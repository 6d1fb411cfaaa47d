import JobCore

/// Breaks a command line into lines of the screen.
enum ShellText {
    /// Lines of at most `width` columns, broken wherever one is full, as a terminal does.
    static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var columns = 0
        for character in text {
            let more = DisplayWidth.columns(of: String(character))
            if columns + more > width {
                lines.append(line)
                (line, columns) = ("", 0)
            }
            line.append(character)
            columns += more
        }
        return lines + [line]
    }
}
