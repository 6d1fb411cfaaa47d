/// The last row: what went wrong, what happened last, or the keys that work now.
struct FooterView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let theme = painter.theme
        if let message = state.message {
            let mark = message.isError ? painter.glyphs.problem + " " : ""
            let style = message.isError ? theme.bad : theme.strong
            painter.frame.write(
                " " + painter.fitted(mark + message.text, to: part.columns - 2), column: 0, row: part.row, style: style)
            return
        }
        if let problem = ConsolePart.allCases.lazy.compactMap({ state.problems[$0] }).first {
            let words = painter.fitted(painter.glyphs.problem + " " + problem, to: part.columns - 2)
            painter.frame.write(" " + words, column: 0, row: part.row, style: theme.warning)
            return
        }
        var column = 1
        for binding in state.settings.keys.footer(in: state.scopes) {
            guard let key = binding.keys.first?.name(isASCII: painter.glyphs.isASCII), let label = binding.label
            else { continue }
            guard column + key.unicodeScalars.count + label.unicodeScalars.count + 1 < part.columns else { break }
            let pieces = [Painter.Piece(key, theme.accent), Painter.Piece(" " + label + "   ", theme.dim)]
            column = painter.write(pieces, column: column, row: part.row, until: part.columns)
        }
    }
}
