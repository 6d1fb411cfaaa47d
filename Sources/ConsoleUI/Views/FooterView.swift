import JobCore

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
        drawKeys(in: part, on: &painter)
    }

    /// The keys that work here; the help is always among them.
    private func drawKeys(in part: Rectangle, on painter: inout Painter) {
        let bindings = state.settings.keys.footer(in: state.scopes)
        var end = part.columns
        if let help = bindings.first(where: { $0.command == .help }) {
            let pieces = pieces(help, painter)
            end -= pieces.reduce(1) { $0 + DisplayWidth.columns(of: $1.text) }
            painter.write(pieces, column: end, row: part.row, until: part.columns)
        }
        var column = 1
        for binding in bindings
        where binding.command != .help && !binding.keys.isEmpty && state.isOffered(binding.command) {
            let pieces = pieces(binding, painter)
            guard column + pieces.reduce(0, { $0 + DisplayWidth.columns(of: $1.text) }) + 2 < end else { break }
            column = painter.write(pieces, column: column, row: part.row, until: end) + 3
        }
    }

    private func pieces(_ binding: KeyBinding, _ painter: Painter) -> [Painter.Piece] {
        let key = binding.keys.first?.name(isASCII: painter.glyphs.isASCII) ?? ""
        return [
            Painter.Piece(key, painter.theme.accent), Painter.Piece(" " + (binding.label ?? ""), painter.theme.dim),
        ]
    }
}
