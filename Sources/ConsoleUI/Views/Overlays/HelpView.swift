import JobCore

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
        // What works where one is comes first.
        for scope in help.opened + KeyScope.inHelp where !titles.contains(scope.title) {
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
        let named = keys.bindings.map { names($0, painter) }
        let keyWidth = min(
            layout.size.columns < 60 ? 9 : 18, named.reduce(0) { max($0, DisplayWidth.columns(of: $1)) } + 2)
        let widest = keys.bindings.reduce(0) { max($0, $1.help.utf8.count) }
        let box = layout.body.centered(
            columns: max(72, widest + keyWidth + 6), rows: help.filter == nil ? rows.count + 2 : layout.body.rows)
        let inside = painter.box(box, title: "Keys")
        for (offset, content) in rows.dropFirst(help.top).prefix(inside.rows).enumerated() {
            draw(content, keyWidth, row: inside.row + offset, in: inside, on: &painter)
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

    private func names(_ binding: KeyBinding, _ painter: Painter) -> String {
        binding.keys.map { $0.name(isASCII: painter.glyphs.isASCII) }.joined(separator: "  ")
    }

    private func draw(_ content: Row, _ keyWidth: Int, row: Int, in part: Rectangle, on painter: inout Painter) {
        switch content {
        case .blank: break
        case .heading(let title):
            painter.frame.write(title, column: part.column, row: row, style: painter.theme.strong)
        case .binding(let binding):
            let names = painter.fitted(names(binding, painter), to: keyWidth - 1)
            painter.frame.write(names, column: part.column + 2, row: row, style: painter.theme.accent)
            let start = 2 + keyWidth
            let help = painter.fitted(binding.help, to: max(0, part.columns - start))
            painter.frame.write(help, column: part.column + start, row: row)
        }
    }
}

extension KeyScope {
    /// The order of the help, from what one needs first.
    fileprivate static let inHelp: [KeyScope] = [
        .jobs, .actions, .panes, .everywhere, .logs, .hosts, .detail, .events, .containers, .groups, .schedules,
        .notifications, .form, .change, .hostForm, .cleanup, .dialog, .list, .reading, .help, .palette, .field,
    ]
}
