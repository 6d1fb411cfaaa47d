import JobCore

/// The job list: only the rows on the screen are drawn.
struct JobsView {
    let state: ConsoleState

    func draw(in part: Rectangle, on painter: inout Painter) {
        guard !part.isEmpty else { return }
        let isFocused = state.focus == .jobs
        let room = part.columns - painter.tabsWidth(state.layout.tabs, shown: .jobs, in: part)
        painter.title("JOBS", fitting(details, room), in: part, isFocused: isFocused)
        guard state.jobs.rowCount > 0 else { return drawEmpty(in: part, on: &painter) }
        let columns = columns(part)
        columns.drawHeads(row: part.row + 1, on: &painter)
        let visible = visible(part)
        for (offset, job) in visible.enumerated() {
            let row = part.row + 2 + offset
            let number = state.jobs.number(at: job)
            let isMarked = state.jobs.marks.contains(number)
            if let array = state.jobs.array(at: job) {
                columns.draw(array, of: job, isMarked: isMarked, now: state.now, row: row, on: &painter)
            } else {
                columns.draw(job, words(job), isMarked: isMarked, row: row, on: &painter)
            }
            if number == state.jobs.selectedNumber { painter.select(row: row, in: part, isFocused: isFocused) }
        }
        drawForeign(columns, below: visible.count, in: part, on: &painter)
    }

    /// What grows older, over what was drawn before.
    func drawAges(in part: Rectangle, on painter: inout Painter) {
        guard !part.isEmpty, state.jobs.rowCount > 0 else { return }
        let columns = columns(part)
        for (offset, job) in visible(part).enumerated() {
            let array = state.jobs.array(at: job)
            if (array?.status ?? job.status).isTerminal { continue }
            let row = part.row + 2 + offset
            let isSelected = state.jobs.number(at: job) == state.jobs.selectedNumber
            let places =
                array.map { columns.drawAge($0, now: state.now, row: row, on: &painter) }
                ?? columns.drawAge(job, words(job), row: row, on: &painter)
            for place in places where isSelected {
                painter.restyleSelection(
                    Rectangle(column: place.lowerBound, row: row, columns: place.count, rows: 1),
                    isFocused: state.focus == .jobs)
            }
        }
    }

    private func columns(_ part: Rectangle) -> JobColumns {
        let jobs = state.jobs.jobs
        let largest = max(jobs.first?.number ?? JobNumber(0), jobs.last?.number ?? JobNumber(0))
        var hidden = state.jobs.hiddenColumns
        // An empty column says nothing.
        if !state.jobs.hasGroups { hidden.insert(.group) }
        let hosts = (state.hosts.rows ?? []).map { DisplayWidth.columns(of: $0.host.name) }.max() ?? 0
        // The size of an array stands there, too.
        let sizes = (state.jobs.page?.arrays ?? [:]).values.map {
            ArrayWords(array: $0, now: state.now).size.utf8.count
        }
        return JobColumns(
            width: part.columns, largestNumber: largest, hosts: max(hosts, sizes.max() ?? 0), hidden: hidden)
    }

    private func visible(_ part: Rectangle) -> ArraySlice<Job> {
        state.jobs.jobs.dropFirst(state.jobs.top).prefix(max(0, part.rows - 2))
    }

    private func words(_ job: Job) -> JobWords {
        let sample = job.status.isLive ? job.latestAttempt.flatMap { state.usage[$0] } : nil
        return JobWords(
            job: job, now: state.now, clock: ClockText(secondsFromUTC: state.secondsFromUTC), sample: sample)
    }

    /// The containers below the jobs that are not ours.
    private func drawForeign(
        _ columns: JobColumns, below count: Int, in part: Rectangle, on painter: inout Painter
    ) {
        let list = state.jobs
        let selected = list.selectedContainer?.place
        let visible = list.shownForeign.dropFirst(max(0, list.top - list.jobs.count)).prefix(part.rows - 2 - count)
        var row = part.row + 2 + count
        for container in visible {
            columns.draw(container, row: row, on: &painter)
            if container.place == selected {
                painter.select(row: row, in: part, isFocused: state.focus == .jobs)
            }
            row += 1
        }
        guard list.jobs.isEmpty, list.isStoreEmpty else { return }
        draw(
            [
                "No jobs yet. These containers are not Berth's: it only looks.",
                "n makes a job; R a job like the selected container.",
            ], row: row + 1, in: part, on: &painter)
    }

    private var details: [String] {
        let list = state.jobs
        var details = list.scope == .active ? ["active"] : list.subset == nil ? ["all"] : []
        switch list.subset {
        case .array(let number):
            let whole = list.page?.whole
            details.append("array \(number)" + (whole.map { " \($0.name)" } ?? ""))
            if let whole { details.append(ArrayWords(array: whole, now: state.now).outcome) }
        case .group(let name): details.append("group \(name)")
        case .schedule(let name): details.append("runs of \(name)")
        case nil: break
        }
        if !list.filter.isEmpty {
            details.append("/" + list.filter)
        } else if list.subset == nil, let counts = state.summary?.counts {
            let total = list.scope == .all ? counts.byStatus.values.reduce(0, +) : counts.active
            details.append(HeaderView.grouped(total))
        }
        if list.order != .number || list.isReversed {
            details.append("by \(list.order.words)" + (list.isReversed ? ", reversed" : ""))
        }
        if !list.foreign.isEmpty { details.append("\(list.foreign.count) foreign") }
        if list.wantsForeign, let found = state.containers.list, !found.failures.isEmpty {
            let hosts = found.failures.keys.sorted()
            details.append("no answer from \(hosts[0])" + (hosts.count > 1 ? " and \(hosts.count - 1) more" : ""))
        }
        if !state.watched.isEmpty { details.append("\(state.watched.count) watched") }
        if !list.marks.isEmpty { details.append("\(list.marks.count) marked") }
        return details
    }

    /// As many parts as there is room for, from the first one on.
    private func fitting(_ details: [String], _ room: Int) -> [String] {
        var details = details
        while details.count > 1, details.reduce(7, { $0 + DisplayWidth.columns(of: $1) + 3 }) > room {
            details.removeLast()
        }
        return details
    }

    private func drawEmpty(in part: Rectangle, on painter: inout Painter) {
        let lines: [String] =
            if state.jobs.page == nil {
                ["Reading the store."]
            } else if state.jobs.subset != nil, state.jobs.filter.isEmpty {
                [state.jobs.scope == .active ? "No job of it is active." : "It has no jobs.", "esc goes back."]
            } else if !state.jobs.filter.isEmpty {
                [
                    "No name \(state.jobs.filter.count < 3 ? "begins with" : "contains") '\(state.jobs.filter)'.",
                    "esc shows all jobs again.",
                ]
            } else if state.jobs.scope == .active {
                ["No job is active.", "Press a to see all jobs, or start one:", "  berth run IMAGE COMMAND"]
            } else {
                ["No jobs yet: press n, or from a shell:", "  berth run IMAGE COMMAND"]
            }
        draw(lines, row: part.row + 2, in: part, on: &painter)
    }

    private func draw(_ lines: [String], row: Int, in part: Rectangle, on painter: inout Painter) {
        for (offset, line) in lines.enumerated() where row + offset < part.row + part.rows {
            painter.frame.write(
                line, column: part.column + 2, row: row + offset, style: painter.theme.dim, limit: part.columns - 2)
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
