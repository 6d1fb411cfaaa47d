import Foundation
import JobCore

extension DetailPage {
    /// What one wants to know first: why it failed or waits, then how it goes, then where it comes from.
    var overview: [DetailLine] {
        let blocks = [summary, reasons, errorOutput, usage, history, attempts, origin].filter { !$0.isEmpty }
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
        let wait = job.status.isTerminal ? [] : WaitWords(job: job, now: now, clock: clock).sentences
        var lines: [DetailLine] = []
        if !failure.isEmpty { lines += [DetailLine("WHY IT FAILED", .dim)] + failure.flatMap { wrapped($0) } }
        if job.status == .cancelled { lines = failure.flatMap { wrapped($0) } }
        if !wait.isEmpty {
            lines += [DetailLine(job.status.isLive ? "NOTE" : "WHY IT WAITS", .dim)] + wait.flatMap { wrapped($0) }
        }
        return lines
    }

    private var errorOutput: [DetailLine] {
        guard let lines = detail?.errorLines, !lines.isEmpty else { return [] }
        let mark = isASCII ? "!" : "┃"
        return [DetailLine("LAST LINES OF STDERR", .dim)]
            + lines.map { line in
                var shown = DetailLine(mark + " ", .bad)
                var text = LogText(style: .plain, columns: width - 2)
                text.append(line.bytes[...])
                shown.parts.append((text.pieces.map(\.text).joined(), .text))
                return shown
            }
    }

    /// Limits against what was used.
    private var usage: [DetailLine] {
        let limits = job.spec.limits
        let samples = detail?.usage ?? []
        let peak = detail?.attempts.last?.peakMemory
        var lines: [DetailLine] = []
        let columns = max(0, min(24, width - 34))
        if peak != nil || limits.memory != nil {
            let share = peak.flatMap { peak in
                limits.memory.map { " (\(Int((Double(peak.rawValue) * 100 / Double(max(1, $0.rawValue))).rounded())) %)" }
            }
            let text = "peak \(peak?.description ?? "unknown")" + (limits.memory.map { " of \($0)" } ?? ", no limit") + (share ?? "")
            let isTight = (peak?.rawValue ?? 0) * 10 >= (limits.memory?.rawValue ?? .max) / 10 * 95
            lines.append(DetailLine("memory", text, isTight ? .bad : .text))
            let series = samples.map { Double($0.memory.rawValue) }
            let spark = Sparkline.text(
                series, columns: columns, top: limits.memory.map { Double($0.rawValue) }, isASCII: isASCII)
            if series.count > 1, !spark.isEmpty { lines.append(DetailLine("", spark, .accent)) }
        }
        let seconds = detail?.attempts.last?.cpuSeconds ?? samples.last?.cpuSeconds
        if seconds != nil || limits.cpus != nil {
            let used = seconds.map { "\(Duration.seconds($0).forPeople) used" } ?? "nothing measured"
            let now = job.status.isLive ? samples.last?.cpuPercent.map { ", now \(Int($0.rounded())) %" } : nil
            let limit = limits.cpus.map { " of \(Self.short($0)) cores" } ?? ""
            lines.append(DetailLine("cpu", used + (now ?? "") + limit))
            let series = samples.compactMap(\.cpuPercent)
            let spark = Sparkline.text(series, columns: columns, top: limits.cpus.map { $0 * 100 }, isASCII: isASCII)
            if series.count > 1, !spark.isEmpty { lines.append(DetailLine("", spark, .accent)) }
        }
        if let timeout = job.timeout { lines.append(DetailLine("deadline", "\(timeout.forPeople) after its start")) }
        return lines
    }

    /// How earlier jobs of the name went, and how far this one is, measured by them.
    private var history: [DetailLine] {
        guard let history = detail?.history, history.count > 0 else { return [] }
        let percent = history.completed * 100 / history.count
        var text = history.count == 1 ? "1 earlier job" : "\(history.count) earlier jobs"
        text += ", \(percent) % completed"
        if let mean = history.meanDuration { text += ", mean \(mean.forPeople)" }
        var lines = [DetailLine("history", text)]
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
        return [DetailLine("ATTEMPTS (\(job.attemptsUsed) of \(job.retryPolicy.maxAttempts))", .dim)]
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

    private var origin: [DetailLine] {
        var lines = [DetailLine("image", job.spec.image)]
        if !job.spec.command.isEmpty { lines += labelled("command", job.spec.command.joined(separator: " ")) }
        if let first = job.rerunOf { lines.append(DetailLine("again", "as job \(first)")) }
        lines.append(DetailLine("priority", String(job.priority)))
        lines.append(DetailLine("submitted", clock.seconds(job.createdAt, now: now)))
        return lines
    }

    private static func short(_ number: Double) -> String {
        number == number.rounded() ? String(Int(number)) : String(number)
    }

    private func wrapped(_ text: String, _ role: DetailLine.Role = .text, indent: String = "") -> [DetailLine] {
        WrappedText.lines(TerminalSafe.text(text), width: width - indent.count).map { DetailLine(indent + $0, role) }
    }

    private func labelled(_ label: String, _ text: String) -> [DetailLine] {
        WrappedText.lines(TerminalSafe.text(text), width: width - 11).prefix(4).enumerated().map { offset, line in
            DetailLine(offset == 0 ? label : "", line)
        }
    }
}
