/// Where in the log to begin reading.
public struct LogStartOverlay: Equatable, Sendable, OverlayContent {
    /// A place to begin.
    enum Start: CaseIterable {
        case tail, minute, fiveMinutes, hour, all

        var words: String {
            switch self {
            case .tail: "the newest lines, following"
            case .minute: "1 minute before the newest line"
            case .fiveMinutes: "5 minutes before the newest line"
            case .hour: "1 hour before the newest line"
            case .all: "the first line"
            }
        }
    }

    private(set) var cursor = ListCursor()

    init() {}

    var overlay: Overlay { .logStart(self) }
    var scopes: [KeyScope] { [.list, .everywhere, .always] }

    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool { command != .mark }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        let count = Start.allCases.count
        if let delta = command.distance(page: count) {
            cursor.move(by: delta, count: count, visibleRows: count)
            return .stays
        }
        switch command {
        case .accept:
            return .closes { [start = Start.allCases[cursor.row]] state in
                state.log.begin(at: start)
                return []
            }
        case .back, .leave: return .closes
        default: return .stays
        }
    }

    /// A press selects the row under it, a double press takes it.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        let row = event.row - box(state.layout).row - 1
        guard box(state.layout).contains(event), Start.allCases.indices.contains(row) else { return .stays }
        cursor.select(row)
        return event.kind == .doublePress ? perform(.accept, in: state) : .stays
    }

    private func box(_ layout: Layout) -> Rectangle {
        layout.body.centered(columns: 44, rows: Start.allCases.count + 2)
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let inside = painter.box(box(state.layout), title: "Read from")
        for (offset, start) in Start.allCases.prefix(inside.rows).enumerated() {
            let row = inside.row + offset
            painter.frame.write("  " + start.words, column: inside.column, row: row, limit: inside.columns)
            if offset == cursor.row {
                painter.select(
                    row: row, in: Rectangle(column: inside.column, row: row, columns: inside.columns, rows: 1),
                    isFocused: true)
            }
        }
    }
}
