/// Everything about one host.
public struct HostOverlay: Equatable, Sendable, OverlayContent {
    /// Which host.
    public let name: String
    private(set) var cursor = ListCursor()

    init(name: String) {
        self.name = name
    }

    var overlay: Overlay { .host(self) }
    var scopes: [KeyScope] { [.reading, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command.closesList { return .closes }
        let count = HostView(name: name, state: state).lines.count
        let rows = state.layout.listRows(count)
        if let delta = command.distance(page: rows) { cursor.move(by: delta, count: count, visibleRows: rows) }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let lines = HostView(name: name, state: state).lines.map { $0.pieces(painter.theme) }
        painter.list(lines, cursor: cursor, title: "Host \(name)", layout: state.layout)
    }
}
