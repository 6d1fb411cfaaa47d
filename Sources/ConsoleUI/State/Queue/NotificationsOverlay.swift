import JobCore

/// Who is told of ended jobs, and what failed. What the configuration file says is changed there.
public struct NotificationsOverlay: Equatable, Sendable, OverlayContent {
    private(set) var cursor = ListCursor()

    var overlay: Overlay { .notifications(self) }
    var scopes: [KeyScope] { [.notifications, .reading, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command.closesList { return .closes }
        if command == .editSettings { return .stays { _ in [.editSettings] } }
        let count = NotificationsView(state: state).lines.count
        let rows = state.layout.listRows(count)
        if let delta = command.distance(page: rows) { cursor.move(by: delta, count: count, visibleRows: rows) }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        NotificationsView(state: state).draw(cursor, on: &painter)
    }
}
