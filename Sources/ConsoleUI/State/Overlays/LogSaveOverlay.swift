import JobCore

/// Where to save the log.
public struct LogSaveOverlay: Equatable, Sendable, OverlayContent {
    /// The path that is written.
    public private(set) var field: TextField
    private let attempt: AttemptID

    init(_ source: LogSource) {
        attempt = source.attempt
        field = TextField("job-\(source.attempt.job)-\(source.attempt.number).log")
    }

    var overlay: Overlay { .logSave(self) }
    var scopes: [KeyScope] { [.field, .always] }
    var takesText: Bool { true }

    mutating func type(_ text: String, in state: ConsoleState) -> OverlayOutcome {
        field.insert(text)
        return .stays
    }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        switch command {
        case .accept:
            let path = field.text
            guard !path.isEmpty else { return .stays }
            return .closes { [attempt] state in [state.ask(.saveLog(attempt, path: path, overwrites: false))] }
        case .back, .leave: return .closes
        default:
            field.perform(command)
            return .stays
        }
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let part = state.layout.footer
        painter.frame.clear(part)
        painter.field(field, label: " Save the whole log as", column: 0, row: part.row, columns: part.columns - 1)
    }
}
