/// The line in which the filter of the job list is written; the list follows as one types.
public struct FilterOverlay: Equatable, Sendable, OverlayContent {
    /// What is written.
    public private(set) var field: TextField
    /// The filter that esc brings back.
    private let before: String

    init(_ filter: String) {
        field = TextField(filter)
        before = filter
    }

    var overlay: Overlay { .filter(self) }
    var scopes: [KeyScope] { [.field, .always] }
    var takesText: Bool { true }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        field.insert(text)
        return narrowing()
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .accept: return .closes
        case .back:
            return .closes { [before] state in
                state.jobs.narrow(to: before)
                return []
            }
        default:
            field.perform(command)
            return narrowing()
        }
    }

    private func narrowing() -> OverlayOutcome {
        .stays { [text = field.text] state in
            state.jobs.narrow(to: text.trimmingPrefix(while: \.isWhitespace).description)
            return []
        }
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let row = state.layout.footer.row
        painter.frame.clear(state.layout.footer)
        painter.field(field, label: " /", column: 0, row: row, columns: state.size.columns - 1)
    }
}
