public import Foundation

/// A job as it stands in the store.
public struct Job: Hashable, Sendable {
    /// Its number in the store.
    public var number: JobNumber
    /// For machines; unique everywhere.
    public var uuid: UUID
    /// For people; never empty.
    public var name: String
    /// What runs. Secret values are empty unless the job was read to be launched.
    public var spec: JobSpec
    /// Where it stands.
    public var status: JobStatus
    /// 0–100.
    public var priority: Int
    /// How often it is tried.
    public var retryPolicy: RetryPolicy
    /// Deadline from the container's start.
    public var timeout: Duration?
    /// Where it may run.
    public var routing: RoutingPreference
    /// When it was submitted.
    public var createdAt: Date
    /// Not before then.
    public var notBefore: Date?
    /// When it became ready last; the base of its rank.
    public var eligibleAt: Date?
    /// When its current or last attempt started.
    public var startedAt: Date?
    /// When it ended.
    public var finishedAt: Date?
    /// When a retry is due.
    public var retryAt: Date?
    /// When someone asked for its end; `nil` means nobody did.
    public var cancelRequestedAt: Date?
    /// Who asked.
    public var cancelRequestedBy: String?
    /// Whether the request was for SIGKILL at once.
    public var killRequested: Bool
    /// When it was put on hold.
    public var heldAt: Date?
    /// Since when its host cannot be asked.
    public var unknownSince: Date?
    /// Why it waits, in words.
    public var blockedReason: String?
    /// The number of its latest attempt, 0 before the first.
    public var attemptNumber: Int
    /// Attempts that reached start.
    public var attemptsUsed: Int
    /// Attempts that failed for the infrastructure before start.
    public var infrastructureFailures: Int
    /// The host of the latest attempt.
    public var host: String?
    /// Why that host (ROUTE-07).
    public var routingReason: String?
    /// The last attempt's exit code.
    public var exitCode: Int?
    /// Why the last attempt ended.
    public var exitReason: ExitReason?
    /// The last error, a sentence.
    public var lastError: String?
    /// The job this one repeats.
    public var rerunOf: JobNumber?
    /// The template it was made of.
    public var template: String?
    /// Its group.
    public var group: String?
    /// How many jobs or arrays it still comes after.
    public var openDependencies: Int
    /// Its place in an array, when it is one of many.
    public var array: ArrayMembership?
    /// At most one job with this key is live.
    public var uniqueKey: String?
    /// The schedule that submitted it.
    public var schedule: String?

    /// Makes a job that was just accepted.
    public init(
        number: JobNumber, uuid: UUID, name: String, spec: JobSpec, status: JobStatus, priority: Int,
        retryPolicy: RetryPolicy, timeout: Duration?, routing: RoutingPreference, createdAt: Date
    ) {
        self.number = number
        self.uuid = uuid
        self.name = name
        self.spec = spec
        self.status = status
        self.priority = priority
        self.retryPolicy = retryPolicy
        self.timeout = timeout
        self.routing = routing
        self.createdAt = createdAt
        killRequested = false
        attemptNumber = 0
        attemptsUsed = 0
        infrastructureFailures = 0
        openDependencies = 0
    }

    /// The latest attempt's identity, `nil` before the first.
    public var latestAttempt: AttemptID? {
        attemptNumber > 0 ? AttemptID(job: number, number: attemptNumber) : nil
    }

    /// Whether its end was asked for and has not come yet.
    public var isCancelling: Bool { cancelRequestedAt != nil && !status.isTerminal }
}
