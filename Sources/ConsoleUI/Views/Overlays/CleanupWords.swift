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
    func draw(_ state: ConsoleState, on painter: inout Painter) {
        let age = choice.olderThan == .zero ? "whenever it ended" : "ended more than \(choice.ageInWords) ago"
        var rows: [(String, Style)] = [
            ("What ended jobs leave; nothing that runs is touched.", painter.theme.dim),
            ("o  \(age)", painter.theme.text),
            ("l  \(choice.removesLogs || choice.removesHistory ? "[x]" : "[ ]") their logs, too", painter.theme.text),
            ("h  \(choice.removesHistory ? "[x]" : "[ ]") their history, too", painter.theme.text), ("", .plain),
        ]
        if let preview {
            rows += CleanupWords(choice: choice, preview: preview).lines.map { ($0, painter.theme.strong) }
            rows += [
                ("", .plain), (preview.isEmpty ? "esc closes" : "y  remove it    esc  leave it", painter.theme.accent),
            ]
        } else {
            rows.append((refusal ?? "Asking the hosts.", refusal == nil ? painter.theme.dim : painter.theme.bad))
        }
        let place = state.layout.body.centered(columns: 70, rows: rows.count + 2)
        let inside = painter.box(place, title: "Clean up")
        for (offset, row) in rows.prefix(inside.rows).enumerated() {
            painter.frame.write(
                painter.fitted(row.0, to: inside.columns), column: inside.column, row: inside.row + offset, style: row.1
            )
        }
    }
}
