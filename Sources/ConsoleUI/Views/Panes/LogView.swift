import JobCore

/// The log of the selected job, or of the marked ones: the lines on the screen and nothing else is worked on.
struct LogView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        guard !part.isEmpty else { return }
        if let container = state.jobs.selectedContainer {
            return ContainerLogView(row: container, state: state).draw(in: part, on: &painter)
        }
        let room = part.columns - painter.tabsWidth(state.layout.tabs, shown: .logs, in: part)
        let details = LogTitle(state: state, painter: painter).details(width: room)
        painter.title("LOGS", details, in: part, isFocused: state.focus == .logs)
        let body = part.splitRows(at: 1).below
        let geometry = state.logGeometry
        guard let top = state.log.firstRow(geometry) else { return drawEmpty(in: body, on: &painter) }
        let gutter = LogGutter(state: state, width: part.columns)
        var row = body.row - top.skippedRows
        for line in state.log.lines(from: top) where row < body.row + body.rows {
            row = draw(line, gutter, geometry, row: row, in: body, on: &painter)
        }
    }

    /// Draws one line from `row` on, which may lie above the pane; the answer is the row behind it.
    private func draw(
        _ line: LogLine, _ gutter: LogGutter, _ geometry: LogGeometry, row: Int, in part: Rectangle,
        on painter: inout Painter
    ) -> Int {
        var row = row
        if line.gapBefore > 0 {
            if row >= part.row { drawGap(line.gapBefore, row: row, in: part, on: &painter) }
            row += 1
        }
        let text = text(of: line, geometry, painter)
        let column = part.column + gutter.columns
        for (offset, pieces) in text.rows.enumerated() {
            defer { row += 1 }
            guard row >= part.row, row < part.row + part.rows else { continue }
            if offset == 0 { gutter.draw(line, column: part.column, row: row, on: &painter) }
            painter.write(pieces, column: column, row: row, until: part.column + part.columns)
            if offset == text.rows.count - 1, text.isCut || line.isCut {
                painter.frame.write(
                    painter.glyphs.ellipsis, column: part.column + part.columns - 1, row: row, style: painter.theme.dim)
            }
        }
        return row
    }

    private func text(of line: LogLine, _ geometry: LogGeometry, _ painter: Painter) -> LogText {
        let theme = painter.theme
        var text = LogText(
            style: line.stream == .stderr ? theme.waiting : theme.text, colors: state.settings.abilities.colors,
            firstColumn: geometry.isWrapped ? 0 : max(0, state.log.pan - line.skippedBytes),
            columns: geometry.columns, maxRows: geometry.isWrapped ? .max : 1)
        if let pattern = state.log.search.pattern {
            var plain: [UInt8] = []
            line.bytes.withUnsafeBytes { LogShownText.appendWithoutColors($0, to: &plain) }
            text.matches = pattern.matches(in: plain)
            text.matchStyle = state.log.search.current?.place == line.place ? theme.currentMatch : theme.match
        }
        text.append(line.bytes[...])
        return text
    }

    private func drawGap(_ lines: Int64, row: Int, in part: Rectangle, on painter: inout Painter) {
        let words = "\(HeaderView.grouped(lines)) \(lines == 1 ? "line was" : "lines were") dropped here (quota)"
        painter.frame.write(
            words, column: part.column + 2, row: row, style: painter.theme.warning, limit: part.columns - 2)
    }

    private func drawEmpty(in part: Rectangle, on painter: inout Painter) {
        let lines = WrappedText.lines(TerminalSafe.text(emptyWords), width: part.columns - 3)
        for (offset, line) in lines.prefix(part.rows).enumerated() {
            painter.frame.write(line, column: part.column + 2, row: part.row + offset, style: painter.theme.dim)
        }
    }

    private var emptyWords: String {
        let log = state.log
        if let array = state.jobs.selectedArray {
            return
                "Array \(array.number) has \(ArrayWords(array: array, now: state.now).size), each with a log of its own."
                + " enter shows them."
        }
        guard let job = state.jobs.selectedJob else { return "The log of the selected job appears here." }
        guard !log.sources.isEmpty else {
            let reason = (job.status.isTerminal ? job.lastError : job.blockedReason).map { " \($0)" } ?? ""
            return job.status.isTerminal
                ? "Job \(job.number) was never started: it has no log.\(reason)"
                : "Job \(job.number) has not started; its log appears here when it runs.\(reason)"
        }
        guard let window = log.window else { return "" }
        if log.search.isMatchesOnly, let pattern = log.search.pattern {
            return window.search?.isComplete == false ? "" : "No line holds '\(pattern.text)'. & shows all lines."
        }
        if let stream = log.stream, window.totalLines > 0 {
            return "Nothing on \(stream.name). x shows the other lines."
        }
        guard job.status.isTerminal || log.sources.count > 1 else { return "Nothing written yet." }
        return "It wrote nothing." + (job.lastError.map { " \($0)" } ?? "")
    }
}
