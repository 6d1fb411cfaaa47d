/// All keys, made from the key table.
struct HelpView {
    let keys: KeyTable
    let top: Int

    private enum Row {
        case heading(String)
        case binding(KeyBinding)
        case blank
    }

    /// How many rows the help has in all.
    static func rowCount(_ keys: KeyTable) -> Int { rows(keys).count }

    private static func rows(_ keys: KeyTable) -> [Row] {
        var rows: [Row] = []
        var titles: [String] = []
        for scope in KeyScope.inHelp where !titles.contains(scope.title) {
            titles.append(scope.title)
            let bindings = keys.bindings.filter { $0.scope.title == scope.title }
            guard !bindings.isEmpty else { continue }
            if !rows.isEmpty { rows.append(.blank) }
            rows.append(.heading(scope.title))
            rows += bindings.map { .binding($0) }
        }
        return rows
    }

    func draw(size: Size, on painter: inout Painter) {
        let screen = Rectangle(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 2))
        let rows = Self.rows(keys)
        let box = screen.centered(columns: 64, rows: rows.count + 2)
        let hint = rows.count + 2 > box.rows ? "esc closes, j k scroll" : "esc closes"
        let inside = painter.box(box, title: "Keys (\(hint))")
        for (offset, content) in rows.dropFirst(top).prefix(inside.rows).enumerated() {
            let row = inside.row + offset
            switch content {
            case .blank: break
            case .heading(let title):
                painter.frame.write(title, column: inside.column, row: row, style: painter.theme.strong)
            case .binding(let binding):
                let names = binding.keys.map { $0.name(isASCII: painter.glyphs.isASCII) }.joined(separator: "  ")
                painter.frame.write(
                    names, column: inside.column + 2, row: row, style: painter.theme.accent, limit: 18)
                painter.frame.write(
                    binding.help, column: inside.column + 20, row: row, limit: max(0, inside.columns - 20))
            }
        }
    }
}

extension KeyScope {
    /// The order of the help, from what one needs first.
    fileprivate static let inHelp: [KeyScope] = [
        .jobs, .actions, .panes, .everywhere, .logs, .hosts, .detail, .events, .dialog, .list, .field,
    ]
}
