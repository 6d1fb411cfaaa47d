import JobCore

/// The columns of the hosts for one width; the least important ones go first.
struct HostColumns {
    private enum Column: String {
        case name = "NAME"
        case kind = "KIND"
        case state = "STATE"
        case slots = "SLOTS"
        case machine = "MACHINE"
        case weight = "WEIGHT"
        case region = "REGION"
    }

    private let columns: [(column: Column, start: Int, width: Int)]

    init(width: Int, rows: [HostRow]) {
        let longest = rows.map { DisplayWidth.columns(of: $0.host.name) }.max() ?? 4
        let name = min(max(4, longest), 18)
        var shown: Set<Column> = [.name, .state, .slots]
        let state = max(8, min(Self.leastState, width - 2 - name - 2 - Self.width(of: .slots)))
        var taken = 2 + name + 1 + state + 1 + Self.width(of: .slots)
        for column in [Column.region, .weight, .kind, .machine] where taken + Self.width(of: column) < width {
            // An empty column says nothing.
            if column == .region, rows.allSatisfy({ $0.host.region == nil }) { continue }
            shown.insert(column)
            taken += Self.width(of: column) + 1
        }
        let rest = max(0, min(width - taken, 4))
        let wanted = [Column.name, .kind, .state, .slots, .machine, .weight, .region].filter(shown.contains).map {
            ($0, $0 == .name ? name : $0 == .state ? state + rest : Self.width(of: $0))
        }
        var start = 2
        columns = wanted.map { column, width in
            defer { start += width + 1 }
            return (column, start, width)
        }
    }

    /// As long as `lost 12 s, retry in 4 s`.
    private static let leastState = 24

    private static func width(of column: Column) -> Int {
        switch column {
        case .name, .state: 0
        case .kind: 7
        case .slots: 6
        case .machine: 18
        case .weight: 6
        case .region: 10
        }
    }

    func drawHeads(column first: Int, row: Int, on painter: inout Painter) {
        for (column, start, width) in columns {
            painter.frame.write(
                column.rawValue, column: first + start, row: row, style: painter.theme.dim, limit: width)
        }
    }

    func draw(_ host: HostRow, _ words: HostWords, column first: Int, row: Int, on painter: inout Painter) {
        let theme = painter.theme
        for (column, start, width) in columns {
            let (text, style): (String, Style) =
                switch column {
                case .name: (host.host.name, theme.strong)
                case .kind: (host.host.kind.rawValue, theme.dim)
                case .state: (words.state, theme.style(of: words.mood))
                case .slots: (words.slots, theme.text)
                case .machine: (machine(host.host), theme.dim)
                case .weight: (String(host.host.weight), theme.dim)
                case .region: (host.host.region ?? "", theme.dim)
                }
            painter.frame.write(
                painter.fitted(text, to: width), column: first + start, row: row, style: style, limit: width)
        }
    }

    /// `8 cores, 16 GiB`
    private func machine(_ host: JobHost) -> String {
        [
            host.condition?.cores.map { "\($0) cores" }, host.condition?.memory.map { $0.description },
        ].compactMap { $0 }.joined(separator: ", ")
    }
}

extension Theme {
    func style(of mood: HostWords.Mood) -> Style {
        switch mood {
        case .well: good
        case .odd: warning
        case .bad: bad
        case .off: dim
        }
    }
}
