import JobCore

/// The job list: only the rows on the screen are drawn.
struct JobsView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        guard !part.isEmpty else { return }
        let isFocused = state.focus == .jobs
        painter.title("JOBS", details, in: part, isFocused: isFocused)
        let jobs = state.jobs.jobs
        guard !jobs.isEmpty else { return drawEmpty(in: part, on: &painter) }
        let largest = max(jobs[0].number, jobs[jobs.count - 1].number)
        let columns = JobColumns(width: part.columns, largestNumber: largest, hidden: state.jobs.hiddenColumns)
        columns.drawHeads(row: part.row + 1, on: &painter)
        let visible = jobs.dropFirst(state.jobs.top).prefix(part.rows - 2)
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        for (offset, job) in visible.enumerated() {
            let row = part.row + 2 + offset
            let sample = job.status.isLive ? job.latestAttempt.flatMap { state.usage[$0] } : nil
            let words = JobWords(job: job, now: state.now, clock: clock, sample: sample)
            columns.draw(job, words, isMarked: state.jobs.marks.contains(job.number), row: row, on: &painter)
            if job.number == state.jobs.selection { painter.select(row: row, in: part, isFocused: isFocused) }
        }
    }

    private var details: [String] {
        var details = [state.jobs.scope == .all ? "all" : "active"]
        let list = state.jobs
        if !list.filter.isEmpty {
            details.append("/" + list.filter)
        } else if let counts = state.summary?.counts {
            let total = list.scope == .all ? counts.byStatus.values.reduce(0, +) : counts.active
            details.append(HeaderView.grouped(total))
        }
        if list.order != .number || list.isReversed {
            details.append("by \(list.order.words)" + (list.isReversed ? ", reversed" : ""))
        }
        if !state.watched.isEmpty { details.append("\(state.watched.count) watched") }
        if !list.marks.isEmpty { details.append("\(list.marks.count) marked") }
        return details
    }

    private func drawEmpty(in part: Rectangle, on painter: inout Painter) {
        let lines: [String] =
            if state.jobs.page == nil {
                ["Reading the store."]
            } else if !state.jobs.filter.isEmpty {
                [
                    "No name \(state.jobs.filter.count < 3 ? "begins with" : "contains") '\(state.jobs.filter)'.",
                    "esc shows all jobs again.",
                ]
            } else if state.jobs.scope == .active {
                ["No job is active.", "Press a to see all jobs, or start one:", "  berth run IMAGE COMMAND"]
            } else {
                [
                    "No jobs yet: press n, or from a shell:", "  berth run IMAGE COMMAND",
                    "A shows the containers that run already.",
                ]
            }
        for (offset, line) in lines.prefix(max(0, part.rows - 2)).enumerated() {
            painter.frame.write(
                line, column: part.column + 2, row: part.row + 2 + offset, style: painter.theme.dim,
                limit: part.columns - 2)
        }
    }
}

extension JobQuery.Order {
    /// What the list is ordered by, in words.
    var words: String {
        switch self {
        case .number: "submission"
        case .finished: "end"
        case .name: "name"
        case .status: "status"
        case .host: "host"
        }
    }
}
