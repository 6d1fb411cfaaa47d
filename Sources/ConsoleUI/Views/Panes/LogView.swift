import JobCore

/// The log of the selected job: the lines on the screen and nothing else is worked on.
struct LogView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        guard !part.isEmpty else { return }
        painter.title("LOGS", details(width: part.columns, painter), in: part, isFocused: state.focus == .logs)
        let body = part.splitRows(at: 1).below
        let rows = rows(count: body.rows)
        guard !rows.isEmpty else {
            let lines = WrappedText.lines(TerminalSafe.text(emptyWords), width: part.columns - 3)
            for (offset, line) in lines.prefix(body.rows).enumerated() {
                painter.frame.write(line, column: part.column + 2, row: body.row + offset, style: painter.theme.dim)
            }
            return
        }
        for (offset, content) in rows.enumerated() {
            draw(content, row: body.row + offset, in: body, on: &painter)
        }
    }

    private enum Row {
        case line(LogLine)
        case gap(Int64)
    }

    /// What is on the screen: the newest rows, or those from the reader's place on.
    private func rows(count: Int) -> [Row] {
        guard let window = state.log.window else { return [] }
        let isFollowing = state.log.isFollowing
        let lines = isFollowing ? window.lines.suffix(count)[...] : window.lines.drop { $0.number < state.log.top }
        let rows = lines.prefix(count).flatMap { line -> [Row] in
            line.gapBefore > 0 ? [.gap(line.gapBefore), .line(line)] : [.line(line)]
        }
        return Array(isFollowing ? rows.suffix(count) : rows.prefix(count))
    }

    private func draw(_ content: Row, row: Int, in part: Rectangle, on painter: inout Painter) {
        switch content {
        case .gap(let lines):
            let words = "\(HeaderView.grouped(lines)) lines were dropped here by the limit of the log"
            painter.frame.write(words, column: part.column + 2, row: row, style: painter.theme.warning)
        case .line(let line):
            let isError = line.stream == .stderr
            if isError {
                painter.frame.write(
                    painter.glyphs.standardError, column: part.column, row: row, style: painter.theme.bad)
            }
            if line.isOverwritten {
                painter.frame.write(
                    painter.glyphs.overwritten, column: part.column + 1, row: row, style: painter.theme.dim)
            }
            let style = isError ? painter.theme.waiting : painter.theme.text
            var text = LogText(style: style, firstColumn: state.log.pan, columns: part.columns - 2)
            text.append(line.bytes[...])
            painter.write(text.pieces, column: part.column + 2, row: row, until: part.column + part.columns)
            if text.isCut || line.isCut {
                painter.frame.write(
                    painter.glyphs.ellipsis, column: part.column + part.columns - 1, row: row, style: painter.theme.dim)
            }
        }
    }

    private func details(width: Int, _ painter: Painter) -> [String] {
        guard let job = state.jobs.selectedJob else { return [] }
        let label = state.log.attempt.map { "\($0) \(job.name)" } ?? "\(job.number) \(job.name)"
        var details = [painter.fitted(label, to: max(14, width - 48))]
        guard state.log.attempt != nil else { return details }
        guard let window = state.log.window else { return details }
        if !state.log.isFollowing {
            details.append("paused at line \(HeaderView.grouped(min(state.log.top + 1, window.totalLines)))")
        } else if !job.status.isTerminal {
            details.append("follow")
        }
        let dropped = window.missingLines > 0 ? ", \(HeaderView.grouped(window.missingLines)) dropped" : ""
        let noun = window.totalLines == 1 ? "line" : "lines"
        details.append("\(HeaderView.grouped(window.totalLines)) \(noun)\(dropped)")
        return details
    }

    private var emptyWords: String {
        guard let job = state.jobs.selectedJob else { return "The log of the selected job appears here." }
        guard state.log.attempt != nil else {
            let reason = (job.status.isTerminal ? job.lastError : job.blockedReason).map { " \($0)" } ?? ""
            return job.status.isTerminal
                ? "Job \(job.number) was never started: it has no log.\(reason)"
                : "Job \(job.number) has not started; its log appears here when it runs.\(reason)"
        }
        guard state.log.window != nil else { return "" }
        guard job.status.isTerminal else { return "Nothing written yet." }
        return "It wrote nothing." + (job.lastError.map { " \($0)" } ?? "")
    }
}
