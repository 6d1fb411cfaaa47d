import Foundation
import GRDB
import JobCore

/// Stores drafts as jobs.
struct JobInsertion {
    let db: Database
    let actor: String
    let now: Date
    let makeID: @Sendable () -> UUID
    let secrets: SecretBox

    /// Stores one draft, or finds the job that an earlier submit with the same key made (I22).
    func insert(_ draft: JobDraft) throws -> Job {
        if let key = draft.idempotencyKey,
            let known = try db.number("SELECT number FROM job WHERE idempotency_key = ?", [key.bound])
        {
            return try JobReading(db: db).job(JobNumber(known))
        }
        let uuid = makeID()
        let name = draft.name ?? Self.name(for: draft.spec)
        try insertRow(draft, name: name, uuid: uuid)
        let number = JobNumber(db.lastInsertedRowID)
        try JobName.add(name, of: number, db)
        for (key, value) in draft.spec.labels {
            try db.run("INSERT INTO job_label (job, key, value) VALUES (?, ?, ?)", [number.rawValue, key, value])
        }
        for (position, variable) in draft.spec.environment.enumerated() {
            let value =
                variable.isSecret
                ? try secrets.seal(variable.value, name: variable.name, owner: uuid, db) : Data(variable.value.utf8)
            try db.run(
                "INSERT INTO variable (job, position, name, is_secret, value) VALUES (?, ?, ?, ?, ?)",
                [number.rawValue, position, variable.name, variable.isSecret, value])
        }
        let job = try JobReading(db: db).job(number)
        try Journal(db: db, actor: actor, now: now).note(
            "submitted", job: number, detail: job.status == .pending ? job.blockedReason : nil)
        return job
    }

    private func insertRow(_ draft: JobDraft, name: String, uuid: UUID) throws {
        let (status, reason) = start(of: draft)
        let policy = draft.effectiveRetryPolicy
        let codes = policy.retriedExitCodes.sorted().map(String.init).joined(separator: ",")
        let isReady = status == .queued
        let identity: StatementArguments = [
            uuid, name, draft.spec.image, try StoredSpec.text(draft.spec),
            status.rawValue, draft.priority, now.microseconds, draft.notBefore?.microseconds,
            draft.isHeld ? now.microseconds : nil, reason, isReady ? now.microseconds : nil,
            isReady ? Rank.of(eligibleAt: now, priority: draft.priority) : nil,
        ]
        let terms: StatementArguments = [
            policy.maxAttempts, policy.baseDelay.nanoseconds, policy.maxDelay.nanoseconds, codes, policy.retriesLost,
            draft.timeout?.nanoseconds, draft.routing.host, draft.routing.executor?.rawValue, draft.routing.region,
            draft.routing.isRequired, draft.spec.limits.memory?.rawValue, draft.spec.limits.cpus,
            draft.idempotencyKey?.bound, draft.rerunOf?.rawValue, draft.group, draft.template,
        ]
        try db.run(
            """
            INSERT INTO job (uuid, name, image, spec, status, priority, created_at, not_before, held_at, blocked_reason,
                eligible_at, rank, max_attempts, base_delay_ns, max_delay_ns, retried_exit_codes, retries_lost, timeout_ns,
                wanted_host, wanted_executor, wanted_region, is_routing_required, memory_limit, cpu_limit,
                idempotency_key, rerun_of, group_name, template)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, identity + terms)
    }

    private func start(of draft: JobDraft) -> (JobStatus, reason: String?) {
        if draft.isHeld { return (.pending, "held") }
        if let moment = draft.notBefore, moment > now {
            return (.pending, "scheduled for \(EngineTime(moment).timestamp)")
        }
        return (.queued, nil)
    }

    /// A name from the image's last part and the command's: `busybox-sh`.
    private static func name(for spec: JobSpec) -> String {
        let parts = [spec.image.split(separator: "@").first, spec.command.first?[...]].compactMap { part in
            part?.split(separator: "/").last?.split(separator: ":").first
        }
        let kept = parts.joined(separator: "-").unicodeScalars.filter {
            $0.properties.isAlphabetic || "-_.0123456789".unicodeScalars.contains($0)
        }
        let name = String(String.UnicodeScalarView(kept.prefix(32)))
        return name.isEmpty ? "job" : name
    }
}
