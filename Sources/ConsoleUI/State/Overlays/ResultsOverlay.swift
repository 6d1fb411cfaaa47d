import JobCore

/// What became of a change to several jobs, one line each.
public struct ResultsOverlay: Equatable, Sendable, OverlayContent {
    let title: String
    /// The refused ones first: they are what one has to read.
    let results: [JobChangeResult]
    private(set) var cursor = ListCursor()

    init(title: String, results: [JobChangeResult]) {
        self.title = title
        self.results = results.filter(\.isRefused) + results.filter { !$0.isRefused }
    }

    var overlay: Overlay { .results(self) }
    var scopes: [KeyScope] { [.reading, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command.closesList { return .closes }
        let rows = state.layout.listRows(results.count)
        if let delta = command.distance(page: rows) {
            cursor.move(by: delta, count: results.count, visibleRows: rows)
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let list = results.map { result in
            let sign = result.isRefused ? painter.glyphs.problem : painter.glyphs.sign(of: .completed)
            let style = result.isRefused ? painter.theme.bad : painter.theme.good
            return [Painter.Piece(sign + " ", style), Painter.Piece(result.sentence, painter.theme.text)]
        }
        painter.list(list, cursor: cursor, title: title, layout: state.layout)
    }
}
