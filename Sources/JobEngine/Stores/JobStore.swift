public import Foundation
public import JobCore

/// Keeps jobs, attempts, hosts and the journal (architecture.md 6). Fits a client-server database: no type of one crosses it.
///
/// Every write is one transaction, durable when the call returns. Every change is journalled with `actor`. Writes about an
/// attempt carry its `Fence` and are refused with `StoreError.fenced` when its token is old (I8).
public protocol JobStore: QueueStore, GroupStore, ArrayStore, ScheduleStore, AttemptStore, HostStore, JournalStore,
    TemplateStore, NotificationStore
{
    /// The store's identity.
    var id: StoreID { get }
    /// Frees files and connections. Nothing may be called afterwards.
    func close() async
}

/// What front ends ask of a store about jobs.
public protocol QueueStore: Sendable {
    /// Stores jobs that passed validation: `pending` with a reason, or `queued`. A draft whose idempotency key is known
    /// yields the job that is there, and so does one whose unique key is taken.
    ///
    /// - Throws: `notFound` when something to come after is unknown.
    func enqueue(_ drafts: [JobDraft], actor: String) async throws(StoreError) -> [SubmittedJob]

    /// One job, secret values empty.
    ///
    /// - Throws: `notFound` when nothing answers to the reference.
    func job(_ reference: JobReference) async throws(StoreError) -> Job

    /// The job or array that was submitted with an idempotency key, secret values empty; `nil` when there is none.
    func target(idempotencyKey: String) async throws(StoreError) -> JobTarget?

    /// A page of jobs, secret values empty.
    func jobs(_ query: JobQuery) async throws(StoreError) -> JobPage

    /// Those of these numbers that no job has, or has any more.
    func unknownJobs(among numbers: [JobNumber]) async throws(StoreError) -> [JobNumber]

    /// How many jobs stand where.
    func counts() async throws(StoreError) -> JobCounts

    /// How the queue is doing.
    func statistics() async throws(StoreError) -> QueueStatistics

    /// Asks for the end of a job. One that is not live is `cancelled` at once; a live one keeps the request beside its status
    /// until a worker has ended its container. Asking again, or with `kill` after a polite request, is no error.
    ///
    /// - Throws: `conflict` when the job has ended.
    func requestCancel(_ job: JobNumber, kill: Bool, actor: String) async throws(StoreError) -> Job

    /// Keeps a job that is `pending`, `queued` or `retrying` from running until it is released.
    ///
    /// - Throws: `conflict`, naming the status, for any other.
    func hold(_ job: JobNumber, actor: String) async throws(StoreError) -> Job

    /// Takes a hold away, or from a job that is not held its schedule: then it runs as soon as possible.
    ///
    /// - Throws: `conflict`, naming the status, when it does not wait.
    func release(_ job: JobNumber, actor: String) async throws(StoreError) -> Job

    /// Changes the priority (0–100) of a job that is `pending`, `queued` or `retrying`, and with it its place in the queue.
    ///
    /// - Throws: `conflict`, naming the status, for any other.
    func setPriority(_ job: JobNumber, to priority: Int, actor: String) async throws(StoreError) -> Job

    /// Ends a live job whose host is not coming back as `failed`, reason `lost`: what became of its container cannot be known.
    /// A worker that still waits for that host is fenced off.
    ///
    /// - Parameters:
    ///   - isForced: also where the host is not known to be away.
    ///   - written: what the file of its log holds; `nil` for what the store was told of it last.
    /// - Throws: `conflict`, with the remedy, when the job is not live, or its host can be asked.
    func giveUp(
        _ job: JobNumber, isForced: Bool, written: LogProgress?, actor: String
    ) async throws(StoreError) -> Job

    /// The hosts that did not take a job when it was looked at last, and why.
    func rejectedHosts(of job: JobNumber) async throws(StoreError) -> [RejectedHost]

    /// What a job comes after.
    func dependencies(of job: JobNumber) async throws(StoreError) -> [JobDependency]

    /// The first jobs that still wait for a job or an array.
    func dependents(of job: JobNumber, limit: Int) async throws(StoreError) -> [JobNumber]

    /// Deletes a job that has ended, with its attempts; the caller removes its logs afterwards.
    ///
    /// - Throws: `conflict` when it has not ended.
    func delete(_ job: JobNumber, actor: String) async throws(StoreError)

    /// The draft by which a job can be run again, secret values opened.
    func draft(repeating job: JobNumber) async throws(StoreError) -> JobDraft

    /// Whether anything was committed by any process since the value was read last; cheap enough for once a second.
    func changeCounter() async throws(StoreError) -> Int64

    /// Whether `changeCounter` may answer otherwise than it did last; cheaper still, and never blocks.
    var mayHaveChanged: Bool { get }
}

extension QueueStore {
    /// Stores jobs where it does not matter which of them were there before.
    public func submit(_ drafts: [JobDraft], actor: String) async throws(StoreError) -> [Job] {
        try await enqueue(drafts, actor: actor).map(\.job)
    }
}

/// What a worker asks of a store about the queue and its attempts.
public protocol AttemptStore: Sendable {
    /// Moves what has become due (`notBefore` passed) to `queued`.
    ///
    /// - Returns: how many were moved.
    func promoteDue(now: Date) async throws(StoreError) -> Int

    /// When something becomes due next (a schedule or a retry); `nil` when nothing is scheduled.
    func nextDue(after now: Date) async throws(StoreError) -> Date?

    /// Jobs that could be claimed now (`queued`, or `retrying` and due), by rank (decisions 6), secrets empty.
    ///
    /// - Parameter openings: jobs that none of these may take are stepped over; `nil` steps over none.
    func claimable(limit: Int, fitting openings: Openings?, now: Date) async throws(StoreError) -> [Job]

    /// Claims jobs in one transaction: `launching`, attempt, container name, lease, token, slot. The chosen host's slots and
    /// limits are checked again inside it (decisions 7).
    ///
    /// - Returns: what was claimed; a job that is no longer ready, or whose host is full by now, is left out.
    func claim(_ requests: [ClaimRequest], worker: WorkerID, leaseUntil: Date, now: Date) async throws(StoreError)
        -> [LiveAttempt]

    /// Stores why jobs wait. Written only where the sentence differs.
    func setBlockages(_ blockages: [JobNumber: Blockage]) async throws(StoreError)

    /// All attempts that are under way, secrets opened.
    func liveAttempts() async throws(StoreError) -> [LiveAttempt]

    /// Which attempts are under way; cheap enough for every round.
    func liveAttemptIDs() async throws(StoreError) -> Set<AttemptID>

    /// Takes over all live attempts for `worker`, each with a new token.
    func adoptAll(worker: WorkerID, leaseUntil: Date, now: Date) async throws(StoreError) -> [LiveAttempt]

    /// Records a step of an attempt.
    ///
    /// - Returns: requests that now stand on the job.
    @discardableResult
    func record(_ step: AttemptStep, fence: Fence, now: Date) async throws(StoreError) -> PendingRequests

    /// Stores how an attempt ended and what becomes of its job, in one write.
    ///
    /// - Returns: the job as it stands afterwards.
    @discardableResult
    func settle(
        _ outcome: AttemptOutcome, next: NextStep, log: LogProgress, completeness: LogCompleteness, fence: Fence,
        now: Date
    ) async throws(StoreError) -> Job

    /// The requests that stand on live jobs, by job; only those that have any.
    func pendingRequests() async throws(StoreError) -> [JobNumber: PendingRequests]

    /// Adds samples to the series of their attempts, and moves their peaks. What has ended or was taken over is left out.
    func addUsage(_ samples: [(sample: UsageSample, fence: Fence)]) async throws(StoreError)

    /// Whether an attempt is live, ended or unknown, for reconciling.
    func knowledge(of attempts: [AttemptID]) async throws(StoreError) -> [AttemptID: AttemptKnowledge]

    /// Ended attempts whose container was not yet removed, on one host.
    func unremoved(host: String, limit: Int) async throws(StoreError) -> [Attempt]

    /// Notes that the container of an ended attempt is gone. Needs no fence: it is true for ever.
    func markRemoved(_ attempts: [AttemptID], now: Date) async throws(StoreError)

    /// Registers a worker, or renews its lease.
    func renewLease(_ worker: WorkerRecord, now: Date) async throws(StoreError)

    /// Takes a worker off the register.
    func endWorker(_ worker: WorkerID, now: Date) async throws(StoreError)

    /// The workers on the register, newest first.
    func workers() async throws(StoreError) -> [WorkerRecord]
}

/// What a store knows about attempts, for people.
public protocol JournalStore: Sendable {
    /// All attempts of a job, first to last.
    func attempts(of job: JobNumber) async throws(StoreError) -> [Attempt]

    /// The usage series of an attempt, oldest first, at most `limit` newest samples.
    func usage(of attempt: AttemptID, limit: Int) async throws(StoreError) -> [UsageSample]

    /// The newest sample of each of these attempts that has one.
    func latestUsage(of attempts: [AttemptID]) async throws(StoreError) -> [AttemptID: UsageSample]

    /// The journal after `sequence`, oldest first.
    func events(after sequence: Int64, job: JobNumber?, limit: Int) async throws(StoreError) -> [JobEvent]

    /// The last line that was written before a time; 0 when there is none. Found without going through the journal.
    func lastEvent(before time: Date) async throws(StoreError) -> Int64

    /// The newest lines of the journal, newest first.
    func newestEvents(job: JobNumber?, limit: Int) async throws(StoreError) -> [JobEvent]

    /// Forgets the oldest lines, up to and with one; never one that notices were not decided about yet.
    ///
    /// - Returns: how many went, at most `limit`.
    func deleteEvents(upTo sequence: Int64, limit: Int) async throws(StoreError) -> Int

    /// Adds a line that is not about a job's own transition.
    func addEvent(kind: String, job: JobNumber?, detail: String?, actor: String, now: Date) async throws(StoreError)
}

/// What a store knows about hosts.
public protocol HostStore: Sendable {
    /// All hosts by name, with the condition last written.
    func hosts() async throws(StoreError) -> [JobHost]

    /// One host.
    ///
    /// - Throws: `notFound`, naming the hosts there are.
    func host(_ name: String) async throws(StoreError) -> JobHost

    /// Adds a host.
    ///
    /// - Throws: `conflict` when the name is taken.
    func addHost(_ host: JobHost, actor: String) async throws(StoreError)

    /// Replaces a host's settings; its condition is left alone.
    ///
    /// - Parameter mayMove: whether kind and endpoint may change while attempts are live there, which are then looked for at
    ///   the new endpoint by the next worker.
    /// - Throws: `conflict` when they may not.
    func updateHost(_ host: JobHost, mayMove: Bool, actor: String) async throws(StoreError)

    /// Removes a host, whether it is archived or not.
    ///
    /// - Parameter archiving: whether its settings are kept, and its name for the history.
    /// - Throws: `conflict` while jobs that have not ended point to it (CMD-09).
    func removeHost(_ name: String, archiving: Bool, actor: String) async throws(StoreError)

    /// The hosts that are archived, by name.
    func archivedHosts() async throws(StoreError) -> [ArchivedHost]

    /// Brings an archived host back, active.
    ///
    /// - Throws: `notFound` when none is archived by that name.
    func restoreHost(_ name: String, actor: String) async throws(StoreError)

    /// Writes what was last seen of a host.
    func setCondition(_ condition: HostCondition, ofHost name: String) async throws(StoreError)

    /// Writes what was last seen of a host, and how it did.
    func setCondition(_ condition: HostCondition, metrics: HostMetrics, ofHost name: String) async throws(StoreError)

    /// Writes how a host did.
    func setMetrics(_ metrics: HostMetrics, ofHost name: String) async throws(StoreError)

    /// How the hosts did, of which a worker has told.
    func hostMetrics() async throws(StoreError) -> [String: HostMetrics]

    /// How many attempts are live on each host, and what they hold.
    func hostLoads() async throws(StoreError) -> [String: HostLoad]
}

extension AttemptStore {
    /// Jobs that could be claimed now, whether or not a host has room for them.
    public func claimable(limit: Int, now: Date) async throws(StoreError) -> [Job] {
        try await claimable(limit: limit, fitting: nil, now: now)
    }
}
