import JobCore

/// What a clean-up would remove, in words.
struct CleanupWords {
    let choice: CleanupChoice
    let preview: CleanupPreview

    var lines: [String] {
        var lines = preview.containers.sorted { $0.key < $1.key }.map { host, count in
            "\(Self.plural(count, "container")) on host '\(host)'"
        }
        if preview.orphans > 0 { lines.append("  of them \(preview.orphans) of jobs that this store does not know") }
        if preview.jobs > 0 {
            let what = choice.removesHistory ? "deleted with their logs" : "lose their logs"
            lines.append("\(Self.plural(preview.jobs, "ended job")) \(what), \(preview.logSize)")
        }
        lines += preview.unreachable.sorted { $0.key < $1.key }.map { "Host '\($0.key)' cannot be asked: \($0.value)" }
        return lines.isEmpty ? ["There is nothing to remove."] : lines
    }

    private static func plural(_ count: Int, _ noun: String) -> String {
        "\(HeaderView.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
    }
}

extension CleanupOverlay {
    /// A row of the box, and what a press on it is.
    private struct Row {
        let text: String
        let role: DetailLine.Role
        var command: KeyCommand?
    }

    private var rows: [Row] {
        let age = choice.olderThan == .zero ? "whenever it ended" : "ended more than \(choice.ageInWords) ago"
        let logs = choice.removesLogs || choice.removesHistory ? "[x]" : "[ ]"
        let history = choice.removesHistory ? "[x]" : "[ ]"
        var rows = [
            Row(text: "What ended jobs leave; nothing that runs is touched.", role: .dim),
            Row(text: "o  \(age)", role: .text, command: .cleanupAge),
            Row(text: "l  \(logs) their logs, too", role: .text, command: .cleanupLogs),
            Row(text: "h  \(history) their history, too", role: .text, command: .cleanupHistory),
            Row(text: "", role: .text),
        ]
        guard let preview else {
            return rows + [Row(text: refusal ?? "Asking the hosts.", role: refusal == nil ? .dim : .bad)]
        }
        rows += CleanupWords(choice: choice, preview: preview).lines.map { Row(text: $0, role: .strong) }
        rows += [Row(text: "", role: .text)]
        if preview.isEmpty { return rows + [Row(text: "esc  close", role: .accent, command: .no)] }
        return rows + [
            Row(text: "y  remove it", role: .accent, command: .yes),
            Row(text: "n  leave it", role: .accent, command: .no),
        ]
    }

    private func box(_ rows: [Row], _ layout: Layout) -> Rectangle {
        layout.body.centered(columns: 70, rows: rows.count + 2)
    }

    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let rows = rows
        let inside = painter.box(box(rows, state.layout), title: "Clean up")
        for (offset, row) in rows.prefix(inside.rows).enumerated() {
            painter.frame.write(
                painter.fitted(row.text, to: inside.columns), column: inside.column, row: inside.row + offset,
                style: painter.theme.style(of: row.role))
        }
    }

    /// A press on a row is its key.
    mutating func press(_ event: MouseEvent, in state: ConsoleState) -> OverlayOutcome {
        let rows = rows
        let box = box(rows, state.layout)
        let index = event.row - box.row - 1
        guard box.contains(event), rows.indices.contains(index), let command = rows[index].command else {
            return .stays
        }
        return perform(command, in: state)
    }
}
