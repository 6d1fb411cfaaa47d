import JobCore

/// The groups as a table, and below it the line that is written in.
struct GroupsView {
    let overlay: GroupsOverlay
    let state: ConsoleState

    private static let columns = [
        Painter.TableColumn(head: "GROUP"), .init(head: "LIMIT", isRight: true), .init(head: "RUNNING", isRight: true),
        .init(head: "QUEUED", isRight: true, isOptional: true),
        .init(head: "WAITING", isRight: true, isOptional: true), .init(head: "STATE"),
    ]

    private var groups: [JobGroup] { state.queue.groups ?? [] }
    private var box: Rectangle {
        state.layout.body.centered(columns: 76, rows: max(4, groups.count + 1) + (overlay.edit == nil ? 2 : 4))
    }
    private var inside: Rectangle {
        Rectangle(
            column: box.column + 2, row: box.row + 1, columns: max(0, box.columns - 4), rows: max(0, box.rows - 2))
    }
    private var table: Rectangle {
        Rectangle(
            column: inside.column, row: inside.row, columns: inside.columns,
            rows: max(1, inside.rows - (overlay.edit == nil ? 0 : 2)))
    }
    /// How many groups are on the screen.
    var visibleRows: Int { max(1, table.rows - 1) }
    private var top: Int { overlay.cursor.top(in: groups.map(\.name), visibleRows: visibleRows) }

    /// The group under the mouse.
    func row(at event: MouseEvent) -> Int? {
        let row = top + event.row - table.row - 1
        return table.contains(event) && event.row > table.row && groups.indices.contains(row) ? row : nil
    }

    func draw(on painter: inout Painter) {
        _ = painter.box(box, title: "Groups")
        if groups.isEmpty {
            let words =
                state.queue.groups == nil
                ? "Reading the groups." : "No groups yet: n makes one, of which so many jobs run at once."
            let safe = painter.fitted(state.problems[.groups] ?? words, to: inside.columns)
            painter.frame.write(safe, column: inside.column, row: inside.row, style: painter.theme.dim)
        } else {
            let rows = groups.map { row($0, painter) }
            painter.table(
                Self.columns, rows, top: top, selected: overlay.cursor.index(in: groups.map(\.name)), in: table)
        }
        guard let edit = overlay.edit else { return }
        let last = inside.row + inside.rows - 1
        painter.frame.write(
            painter.fitted(edit.problem ?? "", to: inside.columns), column: inside.column, row: last - 1,
            style: painter.theme.bad)
        painter.field(edit.field, label: edit.label, column: inside.column, row: last, columns: inside.columns)
    }

    private func row(_ group: JobGroup, _ painter: Painter) -> [Painter.Piece] {
        let theme = painter.theme
        let queued = group.counts[.queued] ?? 0
        let waiting = (group.counts[.pending] ?? 0) + (group.counts[.retrying] ?? 0)
        let word = group.pausedAt != nil ? "paused" : group.obstacle == nil ? "open" : "full"
        let style = group.pausedAt != nil ? theme.warning : group.obstacle == nil ? theme.good : theme.waiting
        return [
            .init(group.name, theme.strong), .init(group.parallel.map { "\($0)" } ?? "none", theme.text),
            .init("\(group.live)", group.live > 0 ? theme.busy : theme.dim),
            .init("\(queued)", queued > 0 ? theme.waiting : theme.dim), .init("\(waiting)", theme.dim),
            .init(word, style),
        ]
    }
}
