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
        var wanted: [(Column, Int)] = [(.name, min(max(4, longest), 18))]
        if width >= 72 { wanted.append((.kind, 7)) }
        wanted += [(.state, 0), (.slots, 7)]
        if width >= 86 { wanted.append((.machine, 18)) }
        if width >= 60 { wanted.append((.weight, 6)) }
        if width >= 60 { wanted.append((.region, 10)) }
        let taken = wanted.reduce(2) { $0 + $1.1 + 1 }
        var start = 2
        columns = wanted.map { column, fixed in
            let width = column == .state ? max(8, width - taken) : fixed
            defer { start += width + 1 }
            return (column, start, width)
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
