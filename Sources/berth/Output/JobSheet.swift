import Foundation
import JobCore

/// Everything about a job, for people.
struct JobSheet {
    let job: Job
    let attempts: [Attempt]
    var dependencies: [JobDependency] = []
    var rejected: [RejectedHost] = []
    let now: Date

    func lines(width: Int?) -> [String] {
        var lines: [String] = []
        let labelWidth = 12
        for (label, value) in fields where !value.isEmpty {
            let padding = String(repeating: " ", count: max(1, labelWidth - DisplayWidth.columns(of: label)))
            lines.append("\(label)\(padding)\(TerminalSafe.text(value))")
        }
        if !attempts.isEmpty { lines += [""] + attemptTable.lines(width: width) }
        if !rejected.isEmpty { lines += ["", "Not on"] + RejectedHosts.lines(rejected) }
        return lines
    }

    private var fields: [(String, String)] { what + whenAndWhere + details }

    private var what: [(String, String)] {
        let entrypoint = job.spec.entrypoint.map { $0.isEmpty ? "none" : ShellWords.join($0) }
        return [
            ("Job", "\(job.number)  \(job.uuid.uuidString.lowercased())"),
            ("Name", job.name),
            ("Status", job.isCancelling ? "\(job.status), being cancelled" : job.status.rawValue),
            ("Result", ResultSentence.describe(job, now: now)),
            ("Error", job.lastError ?? ""),
            ("Image", job.spec.image),
            ("Command", ShellWords.join(job.spec.command)),
            ("Template", job.template ?? ""),
            ("Entrypoint", entrypoint ?? ""),
        ]
    }

    private var whenAndWhere: [(String, String)] {
        let deadline = job.timeout.map { "\($0.forPeople) from its start" }
        let took = job.startedAt.map { ResultSentence.length(from: $0, to: job.finishedAt ?? now) }
        let original = job.rerunOf.map { "job \($0)" }
        return [
            ("Host", host),
            ("Must have", job.routing.required.map(\.description).joined(separator: ", ")),
            ("Prefers", job.routing.preferred.map(\.description).joined(separator: ", ")),
            ("Priority", "\(job.priority)"),
            ("Attempts", "\(job.attemptsUsed) of \(job.retryPolicy.maxAttempts) used"),
            ("Deadline", deadline ?? ""),
            ("Queued", Timestamp.person(job.createdAt)),
            ("Not before", time(job.notBefore)),
            ("Started", time(job.startedAt)),
            ("Ended", time(job.finishedAt)),
            ("Took", took ?? ""),
            ("Repeats", original ?? ""),
            ("After", after),
            ("Group", job.group ?? ""),
            ("Array", job.array.map { "\($0.array), job \($0.index + 1) of \($0.size)" } ?? ""),
            ("Unique", job.uniqueKey ?? ""),
            ("Schedule", job.schedule ?? ""),
        ]
    }

    private var details: [(String, String)] {
        let labels = job.spec.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let fields = [
            ("Labels", labels.joined(separator: " ")),
            ("Limits", limits),
            ("Mounts", job.spec.mounts.map(mount).joined(separator: ", ")),
            ("Networks", job.spec.networks.map(\.name).joined(separator: ", ")),
        ]
        return fields + job.spec.environment.map { ("Variable", "\($0.name)=\($0.maskedValue)") }
    }

    private func time(_ date: Date?) -> String { date.map(Timestamp.person) ?? "" }

    private var after: String {
        dependencies.map { dependency in
            let condition = dependency.condition == .ok ? "" : ":\(dependency.condition.rawValue)"
            return "\(dependency.predecessor)\(condition)\(dependency.isOpen ? "" : " (has ended)")"
        }.joined(separator: ", ")
    }

    private var host: String {
        guard let host = job.host else {
            return job.routing.host.map { "must be \($0)" } ?? ""
        }
        return host + (job.routingReason.map { " (\($0))" } ?? "")
    }

    /// Limits against what was used at most.
    private var limits: String {
        let peak = attempts.last?.peakMemory
        var parts: [String] = []
        switch (job.spec.limits.memory, peak) {
        case (let limit?, let peak?): parts.append("memory \(limit), at most \(peak) used")
        case (let limit?, nil): parts.append("memory \(limit)")
        case (nil, let peak?): parts.append("memory without limit, at most \(peak) used")
        case (nil, nil): break
        }
        if let cpus = job.spec.limits.cpus { parts.append("cpus \(cpus)") }
        if let pids = job.spec.limits.pids { parts.append("pids \(pids)") }
        if let gpus = job.spec.limits.gpus {
            let given = attempts.last?.reservation.gpus ?? []
            parts.append("gpus \(gpus)" + (given.isEmpty ? "" : ", got \(given.joined(separator: ", "))"))
        }
        let counters = CounterText.text(job.spec.limits.counters)
        if !counters.isEmpty { parts.append(counters) }
        if let seconds = attempts.last?.cpuSeconds {
            parts.append("\(Duration.seconds(seconds).forPeople) of CPU time")
        }
        return parts.joined(separator: "; ")
    }

    private func mount(_ mount: Mount) -> String {
        "\(mount.source.isEmpty ? "anonymous" : mount.source):\(mount.target)\(mount.isReadOnly ? ":ro" : "")"
    }

    private var attemptTable: Table {
        var table = Table([
            Table.Column(title: "ATTEMPT", isRightAligned: true), Table.Column(title: "HOST"),
            Table.Column(title: "CLAIMED"), Table.Column(title: "CONTAINER"), Table.Column(title: "LOG"),
            Table.Column(title: "END", isFlexible: true),
        ])
        for attempt in attempts {
            table.add([
                "\(attempt.id.number)", attempt.host, Timestamp.person(attempt.claimedAt),
                attempt.executionID.map { String($0.rawValue.prefix(12)) } ?? attempt.containerName, log(attempt),
                attempt.isEnded ? end(attempt) : "under way",
            ])
        }
        return table
    }

    private func end(_ attempt: Attempt) -> String {
        let code = attempt.exitCode.map(ResultSentence.exitCode)
        let parts = [attempt.exitReason == .appExit ? nil : attempt.exitReason?.rawValue, code, attempt.error]
        return parts.compactMap(\.self).joined(separator: ", ")
    }

    private func log(_ attempt: Attempt) -> String {
        let size = "\(attempt.logLines) lines, \(ByteCount.bytes(attempt.logBytes))"
        return switch attempt.logCompleteness {
        case .open, .complete: size
        case .incomplete(let reason): "\(size), not whole: \(reason.sentence)"
        }
    }
}
