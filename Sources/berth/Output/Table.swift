import JobCore

/// A table for people: columns as wide as their widest cell, the flexible ones cut so that a line fits the terminal.
/// Cells may hold foreign text; it is made harmless here.
struct Table {
    struct Column {
        var title: String
        var isRightAligned = false
        /// Whether it gives way when the terminal is narrow.
        var isFlexible = false
    }

    var columns: [Column]
    var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ row: [String]) {
        rows.append(row.map { TerminalSafe.text($0) })
    }

    /// The lines of the table.
    ///
    /// - Parameters:
    ///   - width: columns of the terminal; `nil` cuts nothing.
    func lines(width: Int?, hasTitles: Bool = true) -> [String] {
        var widths = columns.indices.map { index in
            let cells = rows.map { DisplayWidth.columns(of: $0[index]) }
            return max(cells.max() ?? 0, hasTitles ? DisplayWidth.columns(of: columns[index].title) : 0)
        }
        if let width { shrink(&widths, to: width) }
        let titles = hasTitles ? [columns.map(\.title)] : []
        return (titles + rows).map { line($0, widths) }
    }

    private static let gap = 2

    private func shrink(_ widths: inout [Int], to width: Int) {
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
        while excess > 0 {
            let candidates = columns.indices.filter { columns[$0].isFlexible && widths[$0] > 8 }
            guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
            widths[widest] -= 1
            excess -= 1
        }
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var parts: [String] = []
        for (index, cell) in cells.enumerated() {
            let text = DisplayWidth.truncated(cell, to: widths[index])
            let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.columns(of: text)))
            parts.append(columns[index].isRightAligned ? padding + text : text + padding)
        }
        var line = parts.joined(separator: String(repeating: " ", count: Self.gap))
        while line.last == " " { line.removeLast() }
        return line
    }
}
