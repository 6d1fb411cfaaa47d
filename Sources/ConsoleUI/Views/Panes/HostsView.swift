import Foundation
import JobCore

/// The hosts: how they are, what they carry.
struct HostsView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let isFocused = state.focus == .hosts
        let rows = state.hosts.rows ?? []
        painter.title("HOSTS", rows.isEmpty ? [] : ["\(rows.count)"], in: part, isFocused: isFocused)
        guard !rows.isEmpty else {
            let words = state.hosts.rows == nil ? "Reading the hosts." : "No hosts yet. Add one: berth host add NAME"
            painter.frame.write(
                words, column: part.column + 2, row: part.row + 1, style: painter.theme.dim, limit: part.columns - 2)
            return
        }
        let columns = HostColumns(width: part.columns, rows: rows)
        columns.drawHeads(column: part.column, row: part.row + 1, on: &painter)
        let top = state.hosts.cursor.top
        for (offset, row) in rows.dropFirst(top).prefix(part.rows - 2).enumerated() {
            let line = part.row + 2 + offset
            columns.draw(row, HostWords(row: row, now: state.now), column: part.column, row: line, on: &painter)
            if top + offset == state.hosts.cursor.row { painter.select(row: line, in: part, isFocused: isFocused) }
        }
    }
}
