public import JobCore

/// The events pane: the newest lines of the journal.
public struct EventListState: Equatable, Sendable {
    /// The lines, newest first; `nil` before the first answer.
    public private(set) var events: [JobEvent]?
    /// The selected row and the first one on the screen.
    public private(set) var cursor = ListCursor()

    init() {}

    /// The selected line.
    public var selected: JobEvent? {
        guard let events, cursor.row < events.count else { return nil }
        return events[cursor.row]
    }

    /// What has to be read for it.
    public var request: EventsRequest { EventsRequest() }

    /// Takes the newest lines. At the top the newest stays selected; else the selection stays on its line.
    mutating func load(_ loaded: [JobEvent]) {
        if cursor.row > 0, let events, cursor.row < events.count {
            let sequence = events[cursor.row].sequence
            if let row = loaded.firstIndex(where: { $0.sequence <= sequence }) { cursor.select(row) }
        }
        events = loaded
    }

    mutating func move(_ command: KeyCommand, visibleRows: Int) {
        guard let delta = command.distance(page: visibleRows) else { return }
        cursor.move(by: delta, count: events?.count ?? 0, visibleRows: visibleRows)
    }
}
