/// The line in which one writes what to search for in the log; the log follows as one types.
public struct LogSearchOverlay: Equatable, Sendable, OverlayContent {
    /// What is written.
    public private(set) var field: TextField
    /// Where the reader was, for the way back.
    private let origin: LogViewState

    init(origin: LogViewState) {
        self.origin = origin
        field = TextField()
    }

    var overlay: Overlay { .logSearch(self) }
    var scopes: [KeyScope] { [.field, .always] }
    var takesText: Bool { true }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        field.insert(text)
        return searching()
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        // Enter alone goes on with what was searched for before.
        case .accept where field.text.isEmpty: return leaving()
        case .accept: return .closes
        case .back, .leave: return leaving()
        default:
            field.perform(command)
            return searching()
        }
    }

    private func searching() -> OverlayOutcome {
        .stays { [text = field.text, origin] state in
            state.log.search(for: text, from: origin)
            return []
        }
    }

    private func leaving() -> OverlayOutcome {
        .closes { [origin] state in
            // The job may have changed meanwhile; then there is nothing to go back to.
            if state.log.sources == origin.sources { state.log.returnTo(origin) }
            return []
        }
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let part = state.layout.footer
        painter.frame.clear(part)
        let counts = LogTitle(state: state, painter: painter).counts ?? "text, not a pattern; A = a unless you type A"
        let isRoomy = part.columns >= 60
        let end =
            isRoomy
            ? painter.frame.write(" " + counts + " ", endingAt: part.columns, row: part.row, style: painter.theme.dim)
            : part.columns - 1
        painter.field(field, label: " /", column: 0, row: part.row, columns: end - 1)
    }
}
