import Foundation
import JobCore

extension DetailPage {
    /// What one wants to know first: why it failed or waits, then how it goes, then where it comes from.
    var overview: [DetailLine] {
        let blocks = [summary, reasons, errorOutput, usage, history, attempts, elsewhere, origin].filter { !$0.isEmpty }
        return Array(blocks.joined(separator: [DetailLine.blank]))
    }

    private var summary: [DetailLine] {
        var state = DetailLine("\(job.status)", role)
        let outcome = words.outcome
        if !outcome.isEmpty { state.parts.append(("  " + outcome, .text)) }
        if !words.age.isEmpty { state.parts.append(("  \(words.age)", .dim)) }
        return [DetailLine(job.name, .strong), state]
    }

    private var role: DetailLine.Role {
        switch job.status {
        case .completed: .good
        case .failed, .timeout: .bad
        case .retrying, .queued: .warning
        case .launching, .running: .accent
        case .pending, .cancelled: .dim
        }
    }

    private var reasons: [DetailLine] {
        let hasFailed = [.failed, .timeout, .cancelled, .retrying].contains(job.status)
        let failure = hasFailed ? FailureWords(job: job, now: now, clock: clock).sentences : []
        let wait = job.status.isTerminal ? [] : waitWords.sentences
        var lines: [DetailLine] = []
        if !failure.isEmpty {
            let head = job.status == .retrying ? "WHY THE LAST TRY FAILED" : "WHY IT FAILED"
            lines += [DetailLine(head, .dim)] + failure.flatMap { wrapped($0) }
        }
        if job.status == .cancelled { lines = failure.flatMap { wrapped($0) } }
        if !wait.isEmpty {
            if !lines.isEmpty { lines.append(.blank) }
            lines += [DetailLine(job.status.isLive ? "NOTE" : "WHY IT WAITS", .dim)] + wait.flatMap { wrapped($0) }
        }
        return lines
    }

    private var waitWords: WaitWords {
        WaitWords(
            job: job, now: now, clock: clock, prerequisites: detail?.prerequisites ?? [], hasNoWorker: hasNoWorker)
    }

    private var errorOutput: [DetailLine] {
        guard let lines = detail?.errorLines, !lines.isEmpty else { return [] }
        let mark = isASCII ? "!" : "┃"
        return [DetailLine("LAST LINES OF STDERR", .dim)]
            + lines.map { line in
                var shown = DetailLine(mark + " ", .bad)
                var text = LogText(style: .plain, columns: width - 2)
                text.append(line.bytes[...])
                shown.parts.append((text.rows[0].map(\.text).joined(), .text))
                return shown
            }
    }

    /// How earlier jobs of the name went, and how far this one is, measured by them.
    private var history: [DetailLine] {
        guard let history = detail?.history, history.count > 0 else { return [] }
        let share = (Double(history.completed) * 100 / Double(history.count)).rounded()
        // All are only those that are all.
        let percent = history.completed == history.count ? 100 : min(99, Int(share))
        var text = history.count == 1 ? "1 earlier job" : "\(history.count) earlier jobs"
        text += ", \(percent) % completed"
        if let mean = history.meanDuration { text += ", mean \(mean.forPeople)" }
        var lines = DetailLine.wrapped("history", text, width: width)
        if job.status == .running, let start = job.startedAt, let mean = history.meanDuration, mean > .zero {
            let share = now.timeIntervalSince(start) / mean.inSeconds
            let left = mean.inSeconds - now.timeIntervalSince(start)
            let words =
                left > 0 ? "about \(Duration.seconds(left.rounded()).forPeople) left" : "longer than usual"
            let meter = Sparkline.meter(share, columns: max(4, min(16, width - 34)), isASCII: isASCII)
            lines.append(DetailLine("progress", "\(meter) \(words)", left > 0 ? .accent : .warning))
        }
        return lines
    }

    private var attempts: [DetailLine] {
        guard let attempts = detail?.attempts, !attempts.isEmpty else { return [] }
        let unstarted = attempts.count { $0.isEnded && $0.startedAt == nil }
        let count = "\(job.attemptsUsed) of \(job.retryPolicy.maxAttempts)"
        let head = "ATTEMPTS (\(count)" + (unstarted > 0 ? ", and \(unstarted) that did not start)" : ")")
        return [DetailLine(head, .dim)]
            + attempts.reversed().flatMap { attempt -> [DetailLine] in
                let words = AttemptWords(attempt: attempt, now: now)
                var line = DetailLine("\(attempt.id.number)  ", .strong)
                line.parts.append(("\(attempt.host)  ", .dim))
                line.parts.append((words.outcome, attempt.isEnded && attempt.exitCode != 0 ? .bad : .text))
                line.parts.append(("  " + words.duration, .dim))
                let reason = attempt.routingReason.map { wrapped("placed there: \($0)", .dim, indent: "   ") } ?? []
                return [line] + reason
            }
    }

    /// Why not there: the hosts that did not take it (ROUTE-09).
    private var elsewhere: [DetailLine] {
        guard let hosts = detail?.rejected, !hosts.isEmpty else { return [] }
        let waits = [.pending, .queued, .retrying].contains(job.status)
        let shown = hosts.prefix(Self.hostRows).flatMap { wrapped("\($0.host): \($0.reason)") }
        let rest = hosts.count - Self.hostRows
        return [DetailLine(waits ? "HOST BY HOST" : "WHY NO OTHER HOST", .dim)] + shown
            + (rest > 0 ? [DetailLine("", "and \(rest) more: berth show \(job.number)", .dim)] : [])
    }

    private static let hostRows = 6

    private var origin: [DetailLine] {
        var lines = [DetailLine("image", job.spec.image)]
        if !job.spec.command.isEmpty { lines += commandLines }
        if let template = job.template { lines.append(DetailLine("template", template)) }
        if let first = job.rerunOf { lines.append(DetailLine("again", "as job \(first)")) }
        lines.append(DetailLine("priority", String(job.priority)))
        lines += place
        lines.append(DetailLine("submitted", clock.seconds(job.createdAt, now: now)))
        return lines
    }

    /// Where it stands in the queue beside others.
    private var place: [DetailLine] {
        var lines: [DetailLine] = []
        if let group = job.group { lines.append(DetailLine("group", group)) }
        if let array = job.array {
            lines.append(DetailLine("array", "\(array.array), job \(array.index + 1) of \(array.size)"))
        }
        if let schedule = job.schedule { lines.append(DetailLine("schedule", schedule)) }
        if let key = job.uniqueKey { lines.append(DetailLine("unique", key)) }
        if let before = detail?.prerequisites, !before.isEmpty {
            let words = before.map { state in
                let condition = state.dependency.condition
                return "\(state.dependency.predecessor)" + (condition == .ok ? "" : ":\(condition.rawValue)")
                    + " (\(state.status?.rawValue ?? "deleted"))"
            }
            lines += DetailLine.wrapped("after", words.joined(separator: ", "), width: width)
        }
        if let behind = detail?.dependents, !behind.isEmpty {
            lines += DetailLine.wrapped("before", behind.map(\.description).joined(separator: ", "), width: width)
        }
        return lines
    }

    func wrapped(_ text: String, _ role: DetailLine.Role = .text, indent: String = "") -> [DetailLine] {
        WrappedText.lines(TerminalSafe.text(text), width: width - indent.count).map { DetailLine(indent + $0, role) }
    }

    /// The command as one would type it. A script of several lines keeps them.
    private var commandLines: [DetailLine] {
        let text = SecretName.masked(ShellWords.join(job.spec.command))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true).flatMap {
            ShellText.wrapped(TerminalSafe.text(String($0)), width: width - 11)
        }
        let shown = lines.count > Self.commandRows ? lines.prefix(Self.commandRows - 1) + ["…"] : lines[...]
        return shown.enumerated().map { offset, line in DetailLine(offset == 0 ? "command" : "", line) }
    }

    private static let commandRows = 6
}
