import JobCore

/// A whole screen as a grid of cells.
///
/// It is the only way to a terminal, and `write` passes everything through `TerminalSafe`: no cell can hold a control
/// character, whoever wrote it.
public struct Frame: Equatable, Sendable {
    /// Columns and rows.
    public let size: Size
    /// Whether only ASCII can be shown; what is not becomes `?`.
    public let isASCII: Bool
    /// Row by row, `size.columns` cells each.
    public private(set) var cells: [Cell]

    /// An empty screen.
    public init(size: Size, isASCII: Bool = false) {
        self.size = size
        self.isASCII = isASCII
        cells = Array(repeating: Cell(), count: size.columns * size.rows)
    }

    /// The cells of one row.
    public func row(_ row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The columns of a row, whole characters, outside of which it is as in a frame of the same size; `nil` when all of it is.
    public func changedColumns(ofRow row: Int, since other: Frame) -> Range<Int>? {
        let start = row * size.columns
        return cells.withUnsafeBufferPointer { cells in
            other.cells.withUnsafeBufferPointer { others in
                let columns = 0..<size.columns
                func differs(_ column: Int) -> Bool { cells[start + column] != others[start + column] }
                guard var first = columns.first(where: differs), let last = columns.last(where: differs) else {
                    return nil
                }
                var end = last + 1
                // A wide character is two cells, the second of no width.
                if first > 0, cells[start + first].width == 0 { first -= 1 }
                if end < size.columns, cells[start + end].width == 0 { end += 1 }
                return first..<end
            }
        }
    }

    /// Writes `text` in one row and answers how many columns it took.
    ///
    /// Nothing is written beyond the screen or beyond `limit` columns; a wide character that does not fit whole is left
    /// out.
    @discardableResult
    public mutating func write(
        _ text: String, column: Int, row: Int, style: Style = .plain, limit: Int = .max
    ) -> Int {
        guard row >= 0, row < size.rows, column >= 0, column < size.columns, limit > 0 else { return 0 }
        let first = row * size.columns + column
        let end = first + min(limit, size.columns - column)
        if let count = writePlain(text, first: first, end: end, style: style) { return count }
        var position = first
        for scalar in TerminalSafe.text(text).unicodeScalars {
            let width = DisplayWidth.columns(of: scalar)
            if width == 0 {
                if position > first, !isASCII { cells[lastBase(before: position)].add(mark: scalar) }
                continue
            }
            guard position + width <= end else { break }
            put(scalar, width: width, at: position, style: style)
            position += width
        }
        return position - first
    }

    /// Writes `text` so that it ends before `column`, and answers the column where it begins.
    @discardableResult
    public mutating func write(_ text: String, endingAt column: Int, row: Int, style: Style = .plain) -> Int {
        let start = max(0, column - DisplayWidth.columns(of: TerminalSafe.text(text)))
        write(text, column: start, row: row, style: style, limit: max(0, column - start))
        return start
    }

    /// Empties a part of the screen.
    public mutating func clear(_ part: Rectangle, style: Style = .plain) {
        for row in max(0, part.row)..<max(0, part.row, min(size.rows, part.row + part.rows)) {
            let start = row * size.columns
            for edge in [part.column, part.column + part.columns] where (0..<size.columns).contains(edge) {
                separate(at: start + edge)
            }
        }
        forEachCell(in: part) { $0 = Cell(style: style) }
    }

    /// Fills a part of the screen with one character.
    mutating func fill(_ character: String, _ part: Rectangle, style: Style) {
        for row in part.row..<(part.row + part.rows) {
            write(String(repeating: character, count: part.columns), column: part.column, row: row, style: style)
        }
    }

    /// Changes the style of a part of the screen, keeping what stands there.
    public mutating func restyle(_ part: Rectangle, _ change: (Style) -> Style) {
        forEachCell(in: part) { $0.style = change($0.style) }
    }

    /// The screen as text: one line a row, blanks at the end of lines left out.
    public var text: String {
        (0..<size.rows).map { row in
            var line = String.UnicodeScalarView()
            for cell in self.row(row) where cell.width > 0 {
                line.append(cell.scalar)
                if let mark = cell.firstMark { line.append(mark) }
                if let mark = cell.secondMark { line.append(mark) }
            }
            while line.last == " " { line.removeLast() }
            return String(line)
        }.joined(separator: "\n")
    }

    /// Writes text of one byte and one column a character, as nearly all of a screen is; `nil` for any other.
    private mutating func writePlain(_ text: String, first: Int, end: Int, style: Style) -> Int? {
        let count = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
            guard bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return nil }
            let count = min(bytes.count, end - first)
            guard count > 0 else { return 0 }
            separate(at: first)
            separate(at: first + count)
            for offset in 0..<count { cells[first + offset] = Cell(Unicode.Scalar(bytes[offset]), style: style) }
            return count
        }
        return count ?? nil
    }

    private mutating func put(_ scalar: Unicode.Scalar, width: Int, at position: Int, style: Style) {
        separate(at: position)
        separate(at: position + width)
        if isASCII, !scalar.isASCII {
            for offset in 0..<width { cells[position + offset] = Cell("?", style: style) }
            return
        }
        cells[position] = Cell(scalar, width: UInt8(width), style: style)
        if width == 2 { cells[position + 1] = Cell(" ", width: 0, style: style) }
    }

    /// Where a wide character is overwritten by half, its other half becomes a blank.
    private mutating func separate(at position: Int) {
        guard position < cells.count, cells[position].width == 0 else { return }
        cells[position - 1] = Cell(style: cells[position - 1].style)
        cells[position] = Cell(style: cells[position].style)
    }

    private func lastBase(before position: Int) -> Int {
        cells[position - 1].width == 0 ? position - 2 : position - 1
    }

    private mutating func forEachCell(in part: Rectangle, _ change: (inout Cell) -> Void) {
        for row in max(0, part.row)..<max(0, part.row, min(size.rows, part.row + part.rows)) {
            let start = row * size.columns
            let columns = max(0, part.column)..<max(0, part.column, min(size.columns, part.column + part.columns))
            for column in columns { change(&cells[start + column]) }
        }
    }
}
