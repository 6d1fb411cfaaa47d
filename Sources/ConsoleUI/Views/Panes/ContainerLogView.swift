import JobCore

/// The newest lines of a container that is not ours, in the place of a job's log.
struct ContainerLogView {
    let row: ContainerRow
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        let name = painter.fitted(row.container.name, to: part.columns / 2)
        let details = [name, "foreign", "newest lines"]
        painter.title("LOGS", details, in: part, isFocused: state.focus == .logs)
        let body = part.splitRows(at: 1).below
        guard case .log(let lines)? = state.containers.detail(for: state.foreignLog), !lines.isEmpty else {
            painter.frame.write(
                words, column: body.column + 2, row: body.row, style: painter.theme.dim, limit: body.columns - 2)
            return
        }
        for (offset, line) in lines.suffix(body.rows).enumerated() {
            draw(line, row: body.row + offset, in: body, on: &painter)
        }
    }

    private func draw(_ line: ContainerLine, row: Int, in part: Rectangle, on painter: inout Painter) {
        let isError = line.stream == .stderr
        if isError {
            painter.frame.write(
                painter.glyphs.standardError, column: part.column, row: row, style: painter.theme.bad)
        }
        var text = LogText(
            style: isError ? painter.theme.waiting : painter.theme.text,
            colors: state.settings.abilities.colors, columns: part.columns - 2)
        text.append(line.bytes[...])
        painter.write(text.rows[0], column: part.column + 2, row: row, until: part.column + part.columns)
    }

    private var words: String {
        if let problem = state.problems[.container] { return problem }
        return state.containers.detail(for: state.foreignLog) == nil ? "Reading." : "It has written nothing."
    }
}
