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

    /// What is known about a job beside its draft.
    struct Place {
        /// Its number, when it is not simply the next.
        var number: Int64?
        var array: ArrayMembership?
        var schedule: String?
        /// What it comes after.
        var dependencies: [DependencyLedger.Resolved] = []
    }

    private var journal: Journal { Journal(db: db, actor: actor, now: now) }

    /// Stores one draft, or finds the job that stands in its place: one that an earlier submit with the same idempotency key
    /// made (I22), or a live one with the same unique key (QUEUE-14).
    func insert(_ draft: JobDraft, schedule: String? = nil) throws -> SubmittedJob {
        if let key = draft.idempotencyKey,
            let known = try db.number("SELECT number FROM job WHERE idempotency_key = ?", [key.bound])
        {
            return SubmittedJob(job: try JobReading(db: db).job(JobNumber(known)), isNew: false)
        }
        var keyHolders: [DependencyLedger.Resolved] = []
        if let unique = draft.unique {
            switch try UniqueGate(db: db, actor: actor, now: now).pass(unique) {
            case .passed(let earlier): keyHolders = earlier
            case .stopped(let number):
                return SubmittedJob(job: try JobReading(db: db).job(number), isNew: false)
            }
        }
        // Only now: the key may have cancelled what it comes after. A job that it names itself counts once, as it is named.
        var place = Place(schedule: schedule, dependencies: try DependencyLedger(db: db).resolve(draft.after))
        place.dependencies += keyHolders.filter { holder in
            !place.dependencies.contains { $0.predecessor == holder.predecessor }
        }
        let number = try store(draft, name: draft.name ?? Self.name(for: draft.spec), at: place)
        return SubmittedJob(job: try JobReading(db: db).job(number), isNew: true)
    }

    /// Stores a draft as a job; no key is looked at.
    @discardableResult
    func store(_ draft: JobDraft, name: String, at place: Place) throws -> JobNumber {
        if let group = draft.group { try GroupLedger(db: db).ensure(group, now: now) }
        let uuid = makeID()
        let (status, reason) = start(of: draft, place)
        try insertRow(draft, name: name, uuid: uuid, place, status, reason)
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
        try journal.note("submitted", job: number, detail: reason)
        try DependencyLedger(db: db).add(place.dependencies, to: number)
        if let never = place.dependencies.first(where: { $0.state == .impossible }) {
            let gate = JobGate(db: db, actor: actor, now: now)
            if let waiting = try gate.waiting(number) {
                try gate.fail(waiting, because: never.condition.impossibility(never.predecessor, never.counts))
            }
        }
        return number
    }

    private func insertRow(
        _ draft: JobDraft, name: String, uuid: UUID, _ place: Place, _ status: JobStatus, _ reason: String?
    ) throws {
        let policy = draft.effectiveRetryPolicy
        let codes = policy.retriedExitCodes.sorted().map(String.init).joined(separator: ",")
        let isReady = status == .queued
        let identity: StatementArguments = [
            place.number, uuid, name, draft.spec.image, try StoredSpec.text(draft.spec),
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
        let queue: StatementArguments = [
            place.dependencies.count { $0.state == .open }, draft.unique?.key.bound, place.schedule,
            place.array?.array.rawValue, place.array?.index, place.array?.size, try StoredTraits.text(draft.routing),
        ]
        try db.run(
            """
            INSERT INTO job (number, uuid, name, image, spec, status, priority, created_at, not_before, held_at,
                blocked_reason, eligible_at, rank, max_attempts, base_delay_ns, max_delay_ns, retried_exit_codes,
                retries_lost, timeout_ns, wanted_host, wanted_executor, wanted_region, is_routing_required, memory_limit,
                cpu_limit, idempotency_key, rerun_of, group_name, template, open_dependencies, unique_key, schedule, array_of,
                array_index, array_size, routing)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, identity + terms + queue)
    }

    private func start(of draft: JobDraft, _ place: Place) -> (JobStatus, reason: String?) {
        let open = place.dependencies.filter { $0.state == .open }.map(\.predecessor)
        let readiness = Readiness.of(
            isHeld: draft.isHeld, notBefore: draft.notBefore, predecessors: open, openDependencies: open.count, now: now
        )
        // One that can never run is stored as it would have been, and failed at once.
        let isHopeless = place.dependencies.contains { $0.state == .impossible }
        switch readiness {
        case .ready: return isHopeless ? (.pending, nil) : (.queued, nil)
        case .waits(let reason): return (.pending, reason)
        }
    }

    /// A name from the image's last part and the command's: `busybox-sh`.
    static func name(for spec: JobSpec) -> String {
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
