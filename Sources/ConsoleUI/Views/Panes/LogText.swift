import JobCore

/// Turns the bytes of a log line into styled text of the screen's width, one row or several.
///
/// Colours and attributes (SGR) become styles, tabs become blanks, matches of the search are stressed, everything else
/// passes `TerminalSafe`. Only what is on the screen is worked on, so that a long line costs no more than a short one.
struct LogText {
    /// The visible part of the line: one row, or where long lines are wrapped some.
    private(set) var rows: [[Painter.Piece]] = [[]]
    /// Whether the line goes on beyond what is visible.
    private(set) var isCut = false

    /// What was searched for: where it matches in the text of the line, and the look of that.
    var matches: [Range<Int>] = []
    var matchStyle = Style.plain

    private let base: Style
    private let colors: Int
    private let firstColumn: Int
    private let endColumn: Int
    private let maxRows: Int
    private var style: Style
    private var column = 0
    /// Columns of the rows above.
    private var columnsAbove = 0
    /// Bytes of text so far, without colours.
    private var position = 0
    private var nextMatch = 0

    private static let escape: UInt8 = 0x1B
    private static let tabWidth = 8

    /// - Parameters:
    ///   - style: the style without any SGR.
    ///   - colors: how many colours the terminal has.
    ///   - firstColumn: the columns that are passed over at the left.
    ///   - columns: the width of the screen.
    ///   - maxRows: more than 1 wraps the line into as many rows.
    init(style: Style, colors: Int = 256, firstColumn: Int = 0, columns: Int, maxRows: Int = 1) {
        base = style
        self.style = style
        self.colors = colors
        self.firstColumn = firstColumn
        endColumn = firstColumn + max(0, columns)
        self.maxRows = maxRows
    }

    /// How many rows a line takes where it is wrapped.
    static func rows(of bytes: [UInt8], columns: Int) -> Int {
        guard columns > 0 else { return 1 }
        // A byte that can be printed takes one column.
        if bytes.count <= columns, bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return 1 }
        var text = LogText(style: .plain, columns: columns, maxRows: .max)
        text.append(bytes[...])
        return text.rows.count
    }

    /// Adds the bytes of the line.
    mutating func append(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes.last == 0x0D ? bytes.dropLast() : bytes
        while !rest.isEmpty, !isCut {
            if rest.first == Self.escape, let length = Self.attributeSequence(in: rest) {
                let numbers = SelectGraphicRendition.numbers(in: rest.prefix(length))
                style = SelectGraphicRendition.apply(numbers, to: style, base: base, colors: colors)
                rest = rest.dropFirst(length)
            } else {
                let end = Self.end(of: rest, rest.dropFirst().firstIndex(of: Self.escape) ?? rest.endIndex)
                write(rest[..<end])
                rest = rest[end...]
            }
        }
    }

    private static func attributeSequence(in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.prefix(64).withUnsafeBytes { LogShownText.attributeSequence(in: $0, at: 0) }
    }

    /// Where to stop before `end`: a run of text is worked on in pieces of some screens, since most of it may lie beyond
    /// the edge. Characters stay whole.
    private static func end(of rest: ArraySlice<UInt8>, _ end: Int) -> Int {
        var cut = rest.startIndex + 1024
        guard cut < end else { return end }
        for _ in 0..<3 where rest[cut] & 0xC0 == 0x80 { cut -= 1 }
        return cut
    }

    /// Writes a run of text without colours, with its matches.
    private mutating func write(_ run: ArraySlice<UInt8>) {
        var rest = run
        while !rest.isEmpty, !isCut {
            while nextMatch < matches.count, matches[nextMatch].upperBound <= position { nextMatch += 1 }
            var count = rest.count
            var style = style
            if nextMatch < matches.count {
                let match = matches[nextMatch]
                let isInside = match.lowerBound <= position
                count = min(count, (isInside ? match.upperBound : match.lowerBound) - position)
                if isInside { style = matchStyle }
            }
            write(TerminalSafe.bytes(rest.prefix(count), for: .log), style)
            position += count
            rest = rest.dropFirst(count)
        }
    }

    private mutating func write(_ safe: [UInt8], _ style: Style) {
        var text = String.UnicodeScalarView()
        for scalar in String(decoding: safe, as: UTF8.self).unicodeScalars {
            if scalar == "\t" {
                let width = Self.tabWidth - (columnsAbove + column) % Self.tabWidth
                for _ in 0..<width { add(" ", width: 1, to: &text, style) }
            } else {
                add(scalar, width: DisplayWidth.columns(of: scalar), to: &text, style)
            }
            if isCut { break }
        }
        flush(&text, style)
    }

    private mutating func add(
        _ scalar: Unicode.Scalar, width: Int, to text: inout String.UnicodeScalarView, _ style: Style
    ) {
        if column + width > endColumn {
            guard rows.count < maxRows, endColumn >= width else {
                isCut = true
                return
            }
            flush(&text, style)
            rows.append([])
            columnsAbove += column
            column = 0
        }
        if column >= firstColumn {
            if width > 0 || column > firstColumn { text.append(scalar) }
        } else if column + width > firstColumn {
            text.append(" ")
        }
        column += width
    }

    private mutating func flush(_ text: inout String.UnicodeScalarView, _ style: Style) {
        guard !text.isEmpty else { return }
        rows[rows.count - 1].append(Painter.Piece(String(text), style))
        text.removeAll()
    }
}
