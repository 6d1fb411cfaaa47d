import JobCore

/// The hosts pane. The selection belongs to a host, not to a row.
public struct HostListState: Equatable, Sendable {
    /// The hosts by name; `nil` before the first answer.
    public private(set) var rows: [HostRow]?
    /// The selected row and the first one on the screen.
    public private(set) var cursor = ListCursor()

    init() {}

    /// The selected host.
    public var selected: HostRow? {
        guard let rows, cursor.row < rows.count else { return nil }
        return rows[cursor.row]
    }

    /// The names of the hosts that are in production.
    var production: [String] { (rows ?? []).map(\.host).filter(\.isProduction).map(\.name) }

    mutating func load(_ loaded: [HostRow]) {
        let name = selected?.host.name
        rows = loaded
        if let index = loaded.firstIndex(where: { $0.host.name == name }) { cursor.select(index) }
    }

    /// Selects a row, if there is one.
    mutating func select(row: Int) {
        if row < rows?.count ?? 0 { cursor.select(row) }
    }

    mutating func move(_ command: KeyCommand, visibleRows: Int) {
        guard let delta = command.distance(page: visibleRows) else { return }
        cursor.move(by: delta, count: rows?.count ?? 0, visibleRows: visibleRows)
    }

    /// Whether a host is lost: its row counts the seconds.
    var showsAge: Bool {
        rows?.contains { row in
            if case .lost = row.host.condition?.state { return row.host.isActive }
            return false
        } ?? false
    }
}
