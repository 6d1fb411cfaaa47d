import Foundation
import JobCore

/// The schedules as a table; below it everything about the selected one, with its next times and last runs.
struct SchedulesView {
    let overlay: SchedulesOverlay
    let state: ConsoleState

    private static let columns = [
        Painter.TableColumn(head: "SCHEDULE"), .init(head: "WHEN"), .init(head: "NEXT"),
        .init(head: "LAST", isOptional: true),
        .init(head: "RESULT", isOptional: true),
    ]
    /// So many times to come are named.
    private static let timesShown = 3

    private var schedules: [Schedule] { state.queue.schedules ?? [] }
    private var clock: ClockText { ClockText(secondsFromUTC: state.secondsFromUTC) }
    private var inside: Rectangle {
        let body = state.layout.body
        return Rectangle(
            column: body.column + 2, row: body.row + 1, columns: max(0, body.columns - 4), rows: max(0, body.rows - 2))
    }
    private var table: Rectangle { inside.splitRows(at: min(schedules.count + 2, max(3, inside.rows * 2 / 5))).above }
    /// The rows of the list, below its heads.
    var list: Rectangle { table.splitRows(at: 1).below }
    private var top: Int { overlay.cursor.top(in: schedules.map(\.name), visibleRows: list.rows) }

    /// The schedule under the mouse.
    func row(at event: MouseEvent) -> Int? {
        let row = top + event.row - list.row
        return list.contains(event) && schedules.indices.contains(row) ? row : nil
    }

    func draw(on painter: inout Painter) {
        _ = painter.box(state.layout.body, title: "Schedules")
        guard !schedules.isEmpty else {
            let words =
                state.queue.schedules == nil
                ? ["Reading the schedules."]
                : [
                    "No schedules yet. One is made from a shell:",
                    "  berth schedule add nightly --cron '30 2 * * *' -- IMAGE",
                ]
            for (offset, line) in (state.problems[.schedules].map { [$0] } ?? words).enumerated() {
                painter.frame.write(
                    painter.fitted(line, to: inside.columns), column: inside.column, row: inside.row + offset,
                    style: painter.theme.dim)
            }
            return
        }
        let rows = schedules.map { row($0, painter) }
        painter.table(
            Self.columns, rows, top: top, selected: overlay.cursor.index(in: schedules.map(\.name)), in: table)
        guard let schedule = overlay.selected(state) else { return }
        let below = inside.splitRows(at: table.rows).below
        painter.title(schedule.name, [], in: below, isFocused: false)
        let body = below.splitRows(at: 1).below
        for (offset, line) in lines(schedule, painter).prefix(body.rows).enumerated() {
            painter.write(
                line.pieces(painter.theme), column: body.column, row: body.row + offset,
                until: body.column + body.columns)
        }
    }

    private func row(_ schedule: Schedule, _ painter: Painter) -> [Painter.Piece] {
        let theme = painter.theme
        let next =
            schedule.pausedAt != nil
            ? Painter.Piece("paused", theme.warning)
            : Painter.Piece(schedule.nextAt.map { clock.seconds($0, now: state.now) } ?? "never", theme.text)
        return [
            .init(schedule.name, theme.strong), .init(schedule.rule.words, theme.text), next,
            .init(schedule.lastAt.map { clock.seconds($0, now: state.now) } ?? "", theme.dim),
            schedule.problem.map { .init("cannot run: \($0)", theme.warning) }
                ?? .init(schedule.lastResult ?? "", theme.dim),
        ]
    }

    private func lines(_ schedule: Schedule, _ painter: Painter) -> [DetailLine] {
        var lines = [
            DetailLine("next", next(schedule)),
            DetailLine("overlap", overlap(schedule.overlap)), DetailLine("missed", missed(schedule.missed)),
            DetailLine("kept", schedule.keep.map { "the newest \($0) ended runs" } ?? "all runs"),
        ]
        let problem = TerminalSafe.text(schedule.problem ?? "")
        for (offset, text) in WrappedText.lines(problem, width: max(8, inside.columns - 11)).enumerated()
        where !problem.isEmpty {
            lines.append(DetailLine(offset == 0 ? "problem" : "", text, .warning))
        }
        let command = SecretName.masked(schedule.request.commandLine)
        let wrapped = ShellText.wrapped(TerminalSafe.text(command), width: max(8, inside.columns - 11))
        for (offset, text) in wrapped.prefix(4).enumerated() {
            lines.append(DetailLine(offset == 0 ? "job" : "", text))
        }
        lines += [.blank, DetailLine("LAST RUNS", .dim)]
        guard let runs = state.queue.runs(of: schedule.name) else { return lines + [DetailLine("Reading.", .dim)] }
        if runs.isEmpty { return lines + [DetailLine("It has not run yet. r runs it now.", .dim)] }
        return lines
            + runs.map { job in
                let words = JobWords(job: job, now: state.now, clock: clock)
                var line = DetailLine("\(job.number)  ", .dim)
                let status = painter.glyphs.sign(of: job.status) + " " + job.status.rawValue
                line.parts.append((DisplayWidth.padded(status, to: 12), job.status == .completed ? .good : .text))
                line.parts.append((clock.seconds(job.createdAt, now: state.now) + "  ", .dim))
                line.parts.append(([words.age, words.outcome].filter { !$0.isEmpty }.joined(separator: "  "), .text))
                return line
            }
    }

    /// The times to come, on the clocks of its zone.
    private func next(_ schedule: Schedule) -> String {
        if let paused = schedule.pausedAt {
            return "paused since \(clock.seconds(paused, now: state.now)); h resumes it"
        }
        var times: [Date] = []
        var moment = schedule.nextAt
        while let time = moment, times.count < Self.timesShown {
            times.append(time)
            moment = schedule.rule.next(after: time, anchor: schedule.createdAt)
        }
        guard !times.isEmpty else { return "never again" }
        let words = times.map { time in
            let clock = ClockText(secondsFromUTC: schedule.zone.secondsFromGMT(for: time))
            return "\(clock.monthAndDay(time)) \(clock.minutes(time))"
        }
        return words.joined(separator: ", ") + " (\(schedule.zone.identifier))"
    }

    private func overlap(_ overlap: ScheduleOverlap) -> String {
        switch overlap {
        case .forbid: "a run is left out while an earlier one has not ended"
        case .replace: "an earlier run that has not ended is cancelled"
        case .allow: "runs may overlap"
        }
    }

    private func missed(_ missed: MissedRuns) -> String {
        switch missed {
        case .skip: "runs that no worker was there for are left out"
        case .once: "one run makes up for all that no worker was there for"
        case .all: "each run that no worker was there for is made up for"
        }
    }
}
