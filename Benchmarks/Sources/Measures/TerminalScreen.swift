/// What a terminal shows after the bytes that it was sent: as much of one as ncurses uses for `xterm-256color`, without
/// styles. A character outside of the basic ones takes one cell; so do wide ones, for the tests look for ASCII words.
public struct TerminalScreen: Sendable {
    private let columns: Int
    private let rows: Int
    private var cells: [[Unicode.Scalar]]
    private var row = 0
    private var column = 0
    private var scrolled: ClosedRange<Int>
    private var last: Unicode.Scalar = " "
    /// Bytes of a sequence or a character that has not come to its end.
    private var pending: [UInt8] = []

    /// An empty screen.
    public init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
        scrolled = 0...(rows - 1)
    }

    /// The text of one row.
    public func text(row: Int) -> String {
        String(String.UnicodeScalarView(cells[row]))
    }

    /// Whether a text stands in some row.
    public func shows(_ text: String) -> Bool {
        (0..<rows).contains { self.text(row: $0).contains(text) }
    }

    /// Takes bytes as they come.
    public mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            pending.append(byte)
            if take() { pending.removeAll(keepingCapacity: true) }
        }
    }

    /// Acts when `pending` is complete.
    private mutating func take() -> Bool {
        switch pending[0] {
        case 0x1B: return takeSequence()
        case 0x08: column = max(0, column - 1)
        // ncurses moves by tabs where that is shorter.
        case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
        case 0x0A: lineFeed()
        case 0x0D: column = 0
        case 0x00..<0x20, 0x7F: break
        case 0x20..<0x80: put(Unicode.Scalar(pending[0]))
        default:
            let count = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
            guard pending.count == count else { return false }
            put(String(decoding: pending, as: UTF8.self).unicodeScalars.first ?? " ")
        }
        return true
    }

    private mutating func takeSequence() -> Bool {
        guard pending.count > 1 else { return false }
        switch pending[1] {
        case UInt8(ascii: "["):
            guard pending.count > 2, let final = pending.last, (0x40..<0x7F).contains(final) else { return false }
            perform(final, String(decoding: pending[2..<(pending.count - 1)], as: UTF8.self))
        case UInt8(ascii: "]"): return pending.last == 0x07 || pending.suffix(2) == [0x1B, UInt8(ascii: "\\")]
        case UInt8(ascii: "("), UInt8(ascii: ")"): return pending.count == 3
        case UInt8(ascii: "M"):
            if row == scrolled.lowerBound { shift(from: row, by: 1) } else { row = max(0, row - 1) }
        default: break
        }
        return true
    }

    private mutating func perform(_ final: UInt8, _ parameters: String) {
        let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        let first = max(1, numbers.first ?? 1)
        switch Character(Unicode.Scalar(final)) {
        case "A": row = max(0, row - first)
        case "B": row = min(rows - 1, row + first)
        case "C": column = min(columns - 1, column + first)
        case "D": column = max(0, column - first)
        case "G": column = min(columns, first) - 1
        case "I": for _ in 0..<first { column = min(columns - 1, (column / 8 + 1) * 8) }
        case "Z": for _ in 0..<first { column = max(0, (column - 1) / 8 * 8) }
        case "d": row = min(rows, first) - 1
        case "H":
            row = min(rows, first) - 1
            column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
        case "J":
            erase(numbers.first == 2 ? 0..<columns : column..<columns)
            for other in (numbers.first == 2 ? 0 : row + 1)..<rows where other < rows { blank(other) }
        case "K": erase(numbers.first == 1 ? 0..<(column + 1) : numbers.first == 2 ? 0..<columns : column..<columns)
        case "X": erase(column..<min(columns, column + first))
        case "b": for _ in 0..<first { put(last) }
        case "P":
            cells[row].removeSubrange(column..<min(columns, column + first))
            cells[row] += Array(repeating: " ", count: columns - cells[row].count)
        case "@":
            cells[row].insert(contentsOf: Array(repeating: " ", count: first), at: column)
            cells[row] = Array(cells[row].prefix(columns))
        case "L": shift(from: row, by: first)
        case "M": shift(from: row, by: -first)
        case "S": shift(from: scrolled.lowerBound, by: -first)
        case "T": shift(from: scrolled.lowerBound, by: first)
        case "r":
            let end = numbers.count > 1 && numbers[1] > 0 ? min(rows, numbers[1]) : rows
            scrolled = min(first, end) - 1...end - 1
            (row, column) = (0, 0)
        default: break
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        last = scalar
        if column >= columns {
            column = 0
            lineFeed()
        }
        cells[row][column] = scalar
        column += 1
    }

    private mutating func lineFeed() {
        if row == scrolled.upperBound {
            shift(from: scrolled.lowerBound, by: -1)
        } else {
            row = min(rows - 1, row + 1)
        }
    }

    /// Moves the rows from one on down, or up for a negative number, inside of the scrolled part.
    private mutating func shift(from first: Int, by count: Int) {
        guard scrolled.contains(first) else { return }
        let empty: [Unicode.Scalar] = Array(repeating: " ", count: columns)
        for _ in 0..<min(abs(count), rows) {
            cells.remove(at: count > 0 ? scrolled.upperBound : first)
            cells.insert(empty, at: count > 0 ? first : scrolled.upperBound)
        }
    }

    private mutating func erase(_ range: Range<Int>) {
        for column in range where column < columns { cells[row][column] = " " }
    }

    private mutating func blank(_ row: Int) {
        cells[row] = Array(repeating: " ", count: columns)
    }
}
