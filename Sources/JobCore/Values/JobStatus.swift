/// Where a job stands. Exactly these; what else is true of a job (held, cancelling, unknown since …) stands beside it.
public enum JobStatus: String, CaseIterable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Not eligible yet: held, scheduled, or waiting; the reason is stored.
    case pending
    /// Ready, waits for a host.
    case queued
    /// Claimed; its container is being made.
    case launching
    /// Its container was started.
    case running
    /// Failed in a way worth another attempt, which is due at a stored time.
    case retrying
    /// Ended with exit code 0.
    case completed
    /// Ended otherwise, or could not be run.
    case failed
    /// Ended by its deadline.
    case timeout
    /// Ended by request.
    case cancelled

    /// The word itself.
    public var description: String { rawValue }

    /// Whether the job has ended; such a status never changes again (I1).
    public var isTerminal: Bool { successors.isEmpty }

    /// Whether an attempt of the job is under way.
    public var isLive: Bool { self == .launching || self == .running }

    /// The statuses in which a job has not ended.
    public static let active = allCases.filter { !$0.isTerminal }

    /// The statuses in which a job has ended.
    public static let terminal = allCases.filter { $0.isTerminal }

    /// The one table of transitions (QUEUE-03 with decisions 3).
    public var successors: Set<JobStatus> {
        switch self {
        case .pending: [.queued, .cancelled, .failed]
        case .queued: [.pending, .launching, .cancelled, .failed]
        case .launching: [.queued, .running, .completed, .retrying, .failed, .cancelled, .timeout]
        case .running: [.completed, .failed, .timeout, .cancelled, .retrying]
        case .retrying: [.launching, .pending, .cancelled, .failed]
        case .completed, .failed, .timeout, .cancelled: []
        }
    }

    /// The statuses from which `self` can be reached in one step.
    public var predecessors: Set<JobStatus> {
        Set(Self.allCases.filter { $0.successors.contains(self) })
    }

    /// Checks one step of a job's life.
    ///
    /// - Throws: `JobTransitionError`, naming both statuses, when the table has no such step (QUEUE-02).
    public func checkTransition(to next: JobStatus) throws(JobTransitionError) {
        guard successors.contains(next) else { throw JobTransitionError(from: self, to: next) }
    }
}
