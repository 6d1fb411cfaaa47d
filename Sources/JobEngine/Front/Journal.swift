public import Foundation
public import JobCore

/// What happened: attempts, usage, the audit journal, workers.
public struct Journal: Sendable {
    let context: ManagerContext

    /// All attempts of a job, first to last.
    public func attempts(of job: JobNumber) async throws(ManagerError) -> [Attempt] {
        try await context.reading { () async throws(StoreError) in try await context.store.attempts(of: job) }
    }

    /// The newest samples of an attempt's usage, oldest first.
    public func usage(of attempt: AttemptID, limit: Int = 120) async throws(ManagerError) -> [UsageSample] {
        try await context.reading { () async throws(StoreError) in
            try await context.store.usage(of: attempt, limit: limit)
        }
    }

    /// The newest sample of each of these attempts that has one.
    public func latestUsage(of attempts: [AttemptID]) async throws(ManagerError) -> [AttemptID: UsageSample] {
        try await context.reading { () async throws(StoreError) in try await context.store.latestUsage(of: attempts) }
    }

    /// The journal after a line, oldest first.
    public func events(
        after sequence: Int64 = 0, job: JobNumber? = nil, limit: Int = 100
    ) async throws(ManagerError) -> [JobEvent] {
        try await context.reading { () async throws(StoreError) in
            try await context.store.events(after: sequence, job: job, limit: limit)
        }
    }

    /// The newest lines of the journal, newest first.
    public func newestEvents(job: JobNumber? = nil, limit: Int = 100) async throws(ManagerError) -> [JobEvent] {
        try await context.reading { () async throws(StoreError) in
            try await context.store.newestEvents(job: job, limit: limit)
        }
    }

    /// The last line that was written before a time; 0 when there is none.
    public func lastEvent(before time: Date) async throws(ManagerError) -> Int64 {
        try await context.reading { () async throws(StoreError) in try await context.store.lastEvent(before: time) }
    }

    /// Notices of ended jobs that did not go well since a time.
    public func notificationTrouble(since: Date) async throws(ManagerError) -> NotificationTrouble {
        try await context.reading { () async throws(StoreError) in
            try await context.store.notificationTrouble(since: since)
        }
    }

    /// Writes down that a likely secret was shown on a screen (S14).
    ///
    /// - Parameters:
    ///   - field: where it stood.
    ///   - job: the earlier job that it came from; `nil` for what was written anew.
    public func noteReveal(of field: String, in job: JobNumber?) async throws(ManagerError) {
        try await context.changing("show what is hidden") { () async throws(StoreError) in
            try await context.store.addEvent(
                kind: "secret_revealed", job: job, detail: field, actor: context.actor, now: Date())
        }
    }

    /// The workers on the register, newest first.
    public func workers() async throws(ManagerError) -> [WorkerRecord] {
        try await context.reading { () async throws(StoreError) in try await context.store.workers() }
    }
}
