import JobCore

/// What every view needs: the frame to draw on, the signs and the styles.
struct Painter {
    var frame: Frame
    let glyphs: Glyphs
    let theme: Theme

    init(size: Size, settings: ConsoleSettings) {
        self.init(over: Frame(size: size, isASCII: !settings.abilities.isUTF8), settings: settings)
    }

    /// Draws over what is there.
    init(over earlier: Frame, settings: ConsoleSettings) {
        let isASCII = !settings.abilities.isUTF8
        frame = earlier
        glyphs = Glyphs(isASCII: isASCII)
        theme = Theme(colors: settings.isColorless ? 0 : settings.abilities.colors, isLight: settings.isLight)
    }

    /// Writes pieces one after the other in one row, cut where there is no room for more, and answers the column behind the
    /// last one.
    @discardableResult
    mutating func write(_ pieces: [Piece], column: Int, row: Int, until end: Int) -> Int {
        var column = column
        for piece in pieces {
            let room = max(0, end - column)
            // Only what is long in bytes can be too wide.
            guard piece.text.utf8.count > room, DisplayWidth.columns(of: TerminalSafe.text(piece.text)) > room else {
                column += frame.write(piece.text, column: column, row: row, style: piece.style, limit: room)
                continue
            }
            column += frame.write(
                fitted(piece.text, to: room), column: column, row: row, style: piece.style, limit: room)
            break
        }
        return column
    }

    /// Draws a pane's title: its name, what it shows, and a rule to the edge.
    mutating func title(_ name: String, _ details: [String], in part: Rectangle, isFocused: Bool) {
        let nameStyle = isFocused ? theme.accent : theme.strong
        var column = part.column
        let end = part.column + part.columns
        let mark = isFocused ? glyphs.focus + " " : glyphs.rule + " "
        column += frame.write(mark, column: column, row: part.row, style: isFocused ? theme.accent : theme.dim)
        column += frame.write(name + " ", column: column, row: part.row, style: nameStyle, limit: end - column)
        for (index, detail) in details.enumerated() {
            let text = (index == 0 ? "" : glyphs.separator + " ") + detail + " "
            column += frame.write(text, column: column, row: part.row, style: theme.text, limit: end - column)
        }
        let rule = String(repeating: glyphs.rule, count: max(0, end - column))
        frame.write(rule, column: column, row: part.row, style: theme.dim)
    }

    /// Marks a row of a list as the selected one.
    mutating func select(row: Int, in part: Rectangle, isFocused: Bool) {
        frame.write(glyphs.selection, column: part.column, row: row, style: theme.accent)
        restyleSelection(
            Rectangle(column: part.column, row: row, columns: part.columns, rows: 1), isFocused: isFocused)
    }

    /// Gives a part of the selected row its look.
    mutating func restyleSelection(_ part: Rectangle, isFocused: Bool) {
        frame.restyle(part) { theme.selecting($0, isFocused: isFocused) }
    }

    /// Draws a box with rounded corners and empties it; the answer is the part inside.
    mutating func box(_ part: Rectangle, title: String) -> Rectangle {
        frame.clear(part)
        guard part.columns >= 4, part.rows >= 3 else { return part }
        let corners = glyphs.corners
        let line = String(repeating: glyphs.rule, count: part.columns - 2)
        let right = part.column + part.columns - 1
        let bottom = part.row + part.rows - 1
        let topLine = corners.topLeft + line + corners.topRight
        frame.write(topLine, column: part.column, row: part.row, style: theme.accent)
        let bottomLine = corners.bottomLeft + line + corners.bottomRight
        frame.write(bottomLine, column: part.column, row: bottom, style: theme.accent)
        for row in (part.row + 1)..<bottom {
            frame.write(glyphs.verticalRule, column: part.column, row: row, style: theme.accent)
            frame.write(glyphs.verticalRule, column: right, row: row, style: theme.accent)
        }
        frame.write(" \(title) ", column: part.column + 2, row: part.row, style: theme.accent, limit: part.columns - 4)
        return Rectangle(
            column: part.column + 2, row: part.row + 1, columns: max(0, part.columns - 4), rows: part.rows - 2)
    }

    /// Text with a style.
    struct Piece {
        let text: String
        let style: Style

        init(_ text: String, _ style: Style) {
            self.text = text
            self.style = style
        }
    }
}

extension Painter {
    /// Foreign text, made harmless and cut to so many columns.
    func fitted(_ text: String, to columns: Int) -> String {
        DisplayWidth.truncated(TerminalSafe.text(text), to: columns, ellipsis: glyphs.ellipsis)
    }
}
