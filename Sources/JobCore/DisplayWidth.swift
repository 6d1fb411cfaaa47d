/// How many columns text takes on a terminal: 0 (combining marks), 1, or 2 (CJK, most emoji) for each scalar.
///
/// `String.count` and byte lengths say nothing about columns; whoever aligns text asks here. The tables are those of
/// Unicode 14, the version that the C library of Debian 12 knows, so that ours and the terminal's ideas agree.
public enum DisplayWidth {
    /// The columns of one scalar. Control characters must have been made visible before (see `TerminalSafe`).
    public static func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if contains(value, in: zeroColumns) { return 0 }
        return value >= 0x1100 && contains(value, in: twoColumns) ? 2 : 1
    }

    /// The columns of a text.
    public static func columns(of text: String) -> Int {
        // Nearly all text is ASCII, and then a byte is a column.
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
        return text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// The longest beginning of `text` that fits into `limit` columns; what was cut is told by an ellipsis.
    public static func truncated(_ text: String, to limit: Int, ellipsis: String = "…") -> String {
        guard columns(of: text) > limit else { return text }
        let room = limit - columns(of: ellipsis)
        guard room >= 0 else { return String(repeating: ".", count: max(0, limit)) }
        return prefix(of: text, columns: room) + ellipsis
    }

    /// `text`, cut or filled with blanks at its end to exactly `width` columns.
    public static func padded(_ text: String, to width: Int) -> String {
        let fitting = truncated(text, to: width)
        return fitting + String(repeating: " ", count: max(0, width - columns(of: fitting)))
    }

    private static func prefix(of text: String, columns limit: Int) -> String {
        var used = 0
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            used += columns(of: scalar)
            if used > limit { break }
            result.append(scalar)
        }
        return String(result)
    }

    /// Binary search among ranges that are stored as first, last, first, last, …
    private static func contains(_ value: UInt32, in ranges: [UInt32]) -> Bool {
        var low = 0
        var high = ranges.count / 2 - 1
        while low <= high {
            let middle = (low + high) / 2
            if value < ranges[middle * 2] {
                high = middle - 1
            } else if value > ranges[middle * 2 + 1] {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }
}
