import JobCore

/// Turns the bytes of a log line into styled text of the screen's width.
///
/// Colours and attributes (SGR) become styles, tabs become blanks, everything else passes `TerminalSafe`. Only what is
/// on the screen is worked on, so that a long line costs no more than a short one.
struct LogText {
    /// The visible part of the line.
    private(set) var pieces: [Painter.Piece] = []
    /// Whether the line goes on beyond the right edge.
    private(set) var isCut = false

    private let base: Style
    private let firstColumn: Int
    private let endColumn: Int
    private var style: Style
    private var column = 0

    private static let escape: UInt8 = 0x1B
    private static let tabWidth = 8

    /// - Parameters:
    ///   - style: the style without any SGR.
    ///   - firstColumn: the columns that are passed over at the left.
    ///   - columns: the width of the screen.
    init(style: Style, firstColumn: Int = 0, columns: Int) {
        base = style
        self.style = style
        self.firstColumn = firstColumn
        endColumn = firstColumn + max(0, columns)
    }

    /// Adds the bytes of the line.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes.last == 0x0D ? bytes.dropLast() : bytes
        while !rest.isEmpty, !isCut {
            if rest.first == Self.escape, let (parameters, length) = Self.attributeSequence(in: rest) {
                style = SelectGraphicRendition.apply(parameters, to: style, base: base)
                rest = rest.dropFirst(length)
            } else {
                let end = rest.dropFirst().firstIndex(of: Self.escape) ?? rest.endIndex
                write(TerminalSafe.bytes(rest[..<limited(end, in: rest)], for: .log))
                rest = rest[end...]
            }
        }
    }

    /// A byte is at most one column, so that what lies this far behind the right edge cannot be seen.
    private func limited(_ end: Int, in rest: ArraySlice<UInt8>) -> Int {
        // A character has at most four bytes, and may carry marks that take no column.
        min(end, rest.startIndex + max(0, endColumn - column) * 16 + 64)
    }

    private mutating func write(_ safe: [UInt8]) {
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: safe, as: UTF8.self).unicodeScalars {
            if scalar == "\t" {
                let width = Self.tabWidth - column % Self.tabWidth
                for _ in 0..<width { add(" ", width: 1, to: &text) }
            } else {
                add(scalar, width: DisplayWidth.columns(of: scalar), to: &text)
            }
            if isCut { break }
        }
        if !text.isEmpty { pieces.append(Painter.Piece(String(text), style)) }
    }

    private mutating func add(_ scalar: Unicode.Scalar, width: Int, to text: inout String.UnicodeScalarView) {
        guard column + width <= endColumn else {
            isCut = true
            return
        }
        if column >= firstColumn {
            if width > 0 || column > firstColumn { text.append(scalar) }
        } else if column + width > firstColumn {
            text.append(" ")
        }
        column += width
    }

    /// `ESC [ numbers m` at the start of `bytes`: its numbers and its length.
    private static func attributeSequence(in bytes: ArraySlice<UInt8>) -> (parameters: [Int], length: Int)? {
        let body = bytes.dropFirst()
        guard body.first == UInt8(ascii: "[") else { return nil }
        let parameters = body.dropFirst().prefix(48).prefix { (0x30...0x3B).contains($0) }
        guard parameters.endIndex < bytes.endIndex, bytes[parameters.endIndex] == UInt8(ascii: "m") else { return nil }
        let numbers = parameters.split(omittingEmptySubsequences: false) { $0 == 0x3A || $0 == 0x3B }
            .map { $0.reduce(0) { min($0 * 10 + Int($1 & 0x0F), 1 << 20) } }
        return (numbers, parameters.endIndex + 1 - bytes.startIndex)
    }
}
