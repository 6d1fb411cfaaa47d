/// All keys, made from the key table.
struct HelpView {
    let keys: KeyTable
    let help: HelpOverlay

    enum Row {
        case heading(String)
        case binding(KeyBinding)
        case blank
    }

    /// What it shows, narrowed by the filter.
    var rows: [Row] {
        let wanted = help.filter?.text.lowercased() ?? ""
        var rows: [Row] = []
        var titles: [String] = []
        for scope in KeyScope.inHelp where !titles.contains(scope.title) {
            titles.append(scope.title)
            let bindings = keys.bindings.filter { binding in
                guard binding.scope.title == scope.title, !binding.keys.isEmpty else { return false }
                guard !wanted.isEmpty else { return true }
                return binding.help.lowercased().contains(wanted) || binding.command.title.contains(wanted)
                    || scope.title.lowercased().contains(wanted)
            }
            guard !bindings.isEmpty else { continue }
            if !rows.isEmpty { rows.append(.blank) }
            rows.append(.heading(scope.title))
            rows += bindings.map { .binding($0) }
        }
        return rows
    }

    func draw(_ layout: Layout, on painter: inout Painter) {
        let rows = rows
        let box = layout.body.centered(columns: 72, rows: help.filter == nil ? rows.count + 2 : layout.body.rows)
        let inside = painter.box(box, title: "Keys")
        for (offset, content) in rows.dropFirst(help.top).prefix(inside.rows).enumerated() {
            draw(content, row: inside.row + offset, in: inside, on: &painter)
        }
        if rows.isEmpty {
            painter.frame.write("No key fits.", column: inside.column, row: inside.row, style: painter.theme.dim)
        }
        guard let filter = help.filter else { return }
        let row = box.row + box.rows - 1
        if help.isWriting {
            painter.field(filter, label: " /", column: box.column + 2, row: row, columns: inside.columns)
        } else {
            painter.frame.write(
                " /" + filter.text + " ", column: box.column + 2, row: row, style: painter.theme.accent,
                limit: inside.columns)
        }
    }

    private func draw(_ content: Row, row: Int, in part: Rectangle, on painter: inout Painter) {
        switch content {
        case .blank: break
        case .heading(let title):
            painter.frame.write(title, column: part.column, row: row, style: painter.theme.strong)
        case .binding(let binding):
            let names = binding.keys.map { $0.name(isASCII: painter.glyphs.isASCII) }.joined(separator: "  ")
            painter.frame.write(names, column: part.column + 2, row: row, style: painter.theme.accent, limit: 18)
            let help = painter.fitted(binding.help, to: max(0, part.columns - 20))
            painter.frame.write(help, column: part.column + 20, row: row)
        }
    }
}

extension KeyScope {
    /// The order of the help, from what one needs first.
    fileprivate static let inHelp: [KeyScope] = [
        .jobs, .actions, .panes, .everywhere, .logs, .hosts, .detail, .events, .dialog, .list, .reading, .help,
        .cleanup,
        .palette, .containers, .form, .field,
    ]
}
