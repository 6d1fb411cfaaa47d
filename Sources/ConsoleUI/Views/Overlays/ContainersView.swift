import JobCore

/// The list of containers above, one tab of the selected one below.
struct ContainersView {
    let overlay: ContainersOverlay
    let state: ConsoleState

    private var inside: Rectangle {
        let body = state.layout.body
        return Rectangle(
            column: body.column + 2, row: body.row + 1, columns: max(0, body.columns - 4), rows: max(0, body.rows - 2))
    }

    /// The rows of the list, below its heads.
    var list: Rectangle {
        let half = inside.splitRows(at: max(3, inside.rows * 2 / 5)).above
        return half.splitRows(at: 1).below
    }

    /// The rows of the detail, below its title.
    var detail: Rectangle {
        inside.splitRows(at: max(3, inside.rows * 2 / 5)).below.splitRows(at: 1).below
    }

    /// The first row on the screen: the selected one stays near the middle.
    func top(_ rows: [ContainerRow]) -> Int {
        max(0, min((overlay.selectedIndex(rows) ?? 0) - list.rows / 2, rows.count - list.rows))
    }

    func draw(on painter: inout Painter) {
        _ = painter.box(
            state.layout.body, title: overlay.host.map { "Containers of host \($0)" } ?? "Foreign containers")
        let rows = overlay.rows(state)
        drawList(rows, on: &painter)
        let title = Rectangle(column: inside.column, row: detail.row - 1, columns: inside.columns, rows: 1)
        guard let selected = overlay.selectedIndex(rows).map({ rows[$0] }) else { return }
        let tabs = ContainerTab.allCases.map { $0 == overlay.tab ? "[\($0.rawValue)]" : $0.rawValue }
        painter.title(
            painter.fitted(selected.container.name, to: inside.columns / 2), [tabs.joined(separator: " ")], in: title,
            isFocused: false)
        let lines = lines
        let first = overlay.tab == .log ? max(0, lines.count - detail.rows - overlay.scroll) : overlay.scroll
        for (offset, line) in lines.dropFirst(first).prefix(detail.rows).enumerated() {
            painter.write(
                line.pieces(painter.theme), column: detail.column, row: detail.row + offset,
                until: detail.column + detail.columns)
        }
    }

    private func drawList(_ rows: [ContainerRow], on painter: inout Painter) {
        let width = max(12, (inside.columns - 40) / 3)
        let columns = [2, 2 + width, 2 + width * 2, 2 + width * 3, 2 + width * 3 + 26]
        for (head, column) in zip(["NAME", "IMAGE", "COMMAND", "STATUS", "HOST"], columns) {
            painter.frame.write(
                head, column: inside.column + column, row: list.row - 1, style: painter.theme.dim,
                limit: max(0, inside.columns - column))
        }
        let selected = overlay.selectedIndex(rows)
        let top = top(rows)
        for (offset, row) in rows.dropFirst(top).prefix(list.rows).enumerated() {
            let line = list.row + offset
            let style = row.isOurs ? painter.theme.text : painter.theme.dim
            let status = row.isOurs ? "job \(row.container.attempt?.job.description ?? "?")" : "foreign"
            let texts = [
                row.container.name, row.container.image, row.container.command, "\(status), \(row.container.status)",
                row.host,
            ]
            for (index, text) in texts.enumerated() {
                let end = index + 1 < columns.count ? columns[index + 1] - 1 : inside.columns
                let room = max(0, min(end, inside.columns) - columns[index])
                painter.frame.write(
                    painter.fitted(text, to: room), column: inside.column + columns[index], row: line, style: style,
                    limit: room)
            }
            if top + offset == selected {
                painter.select(
                    row: line,
                    in: Rectangle(column: inside.column, row: list.row, columns: inside.columns, rows: list.rows),
                    isFocused: true)
            }
        }
        drawWords(below: min(rows.count, list.rows), isEmpty: rows.isEmpty, on: &painter)
    }

    /// What is missing in the list, and why.
    private func drawWords(below count: Int, isEmpty: Bool, on painter: inout Painter) {
        let found = state.containers.list
        var words: [(String, Style)] = (found?.failures ?? [:])
            .filter { overlay.host == nil || $0.key == overlay.host }
            .sorted { $0.key < $1.key }
            .map { ("\(painter.glyphs.problem) host \($0.key): \($0.value)", painter.theme.warning) }
        let waiting = (found?.waitingFor ?? []).filter { overlay.host == nil || $0 == overlay.host }
        if found == nil {
            words.append(("Asking the hosts.", painter.theme.dim))
        } else if !waiting.isEmpty {
            words.append(("No answer yet from \(waiting.joined(separator: ", ")).", painter.theme.dim))
        } else if isEmpty, words.isEmpty {
            words.append(
                (overlay.host == nil ? "Every container here is Berth's." : "It has no containers.", painter.theme.dim))
        }
        for (offset, (text, style)) in words.prefix(max(0, list.rows - count)).enumerated() {
            painter.frame.write(
                painter.fitted(text, to: inside.columns - 2), column: inside.column + 2, row: list.row + count + offset,
                style: style)
        }
    }

    /// The lines of the tab.
    var lines: [DetailLine] {
        let request = overlay.detailRequest(state)
        guard request != nil else { return [] }
        if let problem = state.problems[.container] { return [DetailLine(problem, .warning)] }
        switch state.containers.detail(for: request) {
        case nil: return [DetailLine("Reading.", .dim)]
        case .log(let lines):
            guard !lines.isEmpty else { return [DetailLine("It has written nothing.", .dim)] }
            return lines.map {
                DetailLine(TerminalSafe.text($0.bytes, for: .label), $0.stream == .stderr ? .warning : .text)
            }
        case .inspect(let lines): return lines.map { DetailLine($0) }
        case .usage(let samples):
            guard let last = samples.last else { return [DetailLine("It does not run: it uses nothing.", .dim)] }
            let limit = last.memoryLimit.map { " of \($0)" } ?? ""
            let share = last.cpuPercent.map { "\(Int($0.rounded())) % of a core" } ?? "measuring"
            return [
                DetailLine("memory", "\(last.memory)\(limit)"), DetailLine("CPU", share),
                DetailLine("CPU time", Duration.seconds(last.cpuSeconds).forPeople),
                DetailLine("source", last.source.rawValue, .dim),
            ]
        }
    }
}
