public import Foundation

/// One try at running a job, as it stands in the store (QUEUE-07).
public struct Attempt: Hashable, Sendable {
    /// Job and number.
    public var id: AttemptID
    /// The current fencing token.
    public var token: Int64
    /// Where it runs.
    public var host: String
    /// The worker that holds the lease.
    public var worker: WorkerID?
    /// The container's deterministic name.
    public var containerName: String
    /// The engine's id, once the container exists.
    public var executionID: ExecutionID?
    /// Whether it is over.
    public var isEnded: Bool
    /// When it was claimed.
    public var claimedAt: Date
    /// When its container started, by the engine's clock.
    public var startedAt: EngineTime?
    /// When its container ended, by the engine's clock.
    public var finishedAt: EngineTime?
    /// When its end was stored.
    public var settledAt: Date?
    /// When its container was removed.
    public var removedAt: Date?
    /// When its deadline passed and its end was asked for.
    public var timeoutRequestedAt: Date?
    /// Under which run of the engine's daemon its container is known to have lived.
    public var witness: EngineWitness?
    /// The exit code, when it is known.
    public var exitCode: Int?
    /// Whether the kernel killed something of it for memory.
    public var wasOutOfMemory: Bool
    /// Why it ended.
    public var exitReason: ExitReason?
    /// What went wrong, a sentence.
    public var error: String?
    /// Why this host.
    public var routingReason: String?
    /// What it has of the host beside memory and cores.
    public var reservation: Reservation
    /// How far its log was stored.
    public var logBytes: Int64
    /// Lines stored.
    public var logLines: Int64
    /// Whether its log is whole.
    public var logCompleteness: LogCompleteness
    /// The most memory that was seen in use.
    public var peakMemory: ByteCount?
    /// CPU time used, seconds.
    public var cpuSeconds: Double?

    /// Makes an attempt that was just claimed.
    public init(id: AttemptID, token: Int64, host: String, worker: WorkerID?, containerName: String, claimedAt: Date) {
        self.id = id
        self.token = token
        self.host = host
        self.worker = worker
        self.containerName = containerName
        self.claimedAt = claimedAt
        isEnded = false
        wasOutOfMemory = false
        logBytes = 0
        logLines = 0
        logCompleteness = .open
        reservation = Reservation()
    }

    /// The right to write about it.
    public var fence: Fence { Fence(attempt: id, token: token) }
}
