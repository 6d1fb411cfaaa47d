/// The newest messages, the newest one first.
public struct MessagesOverlay: Equatable, Sendable, OverlayContent {
    let messages: [LoggedMessage]
    private(set) var cursor = ListCursor()

    init(messages: [LoggedMessage]) {
        self.messages = messages.reversed()
    }

    var overlay: Overlay { .messages(self) }
    var scopes: [KeyScope] { [.reading, .everywhere, .always] }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if command.closesList { return .closes }
        let rows = state.layout.listRows(messages.count)
        if let delta = command.distance(page: rows) {
            cursor.move(by: delta, count: messages.count, visibleRows: rows)
        }
        return .stays
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        let list = messages.map { logged in
            [
                Painter.Piece(clock.seconds(logged.at, now: state.now) + "  ", painter.theme.dim),
                Painter.Piece(logged.message.text, logged.message.isError ? painter.theme.bad : painter.theme.text),
            ]
        }
        painter.list(
            list.isEmpty ? [[Painter.Piece("Nothing was said yet.", painter.theme.dim)]] : list, cursor: cursor,
            title: "Messages", layout: state.layout)
    }
}
