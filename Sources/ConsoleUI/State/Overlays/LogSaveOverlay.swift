import JobCore

/// Where to save the log, or the logs that are shown together.
public struct LogSaveOverlay: Equatable, Sendable, OverlayContent {
    /// The path that is written.
    public private(set) var field: TextField
    private let sources: [LogSource]

    init(_ sources: [LogSource]) {
        self.sources = sources
        field = TextField(LogSource.fileName(of: sources) + ".log")
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
            return .closes { [sources] state in [state.ask(.saveLog(sources, path: path, overwrites: false))] }
        case .back, .leave: return .closes
        default:
            field.perform(command)
            return .stays
        }
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let part = state.layout.footer
        painter.frame.clear(part)
        let label = sources.count == 1 ? " Save the whole log as" : " Save these \(sources.count) logs as"
        painter.field(field, label: label, column: 0, row: part.row, columns: part.columns - 1)
    }
}
