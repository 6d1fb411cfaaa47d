import JobCore

/// The exit codes of `berth` (decisions 20, CMD-15).
enum ExitStatus {
    static let success: Int32 = 0
    /// Something failed.
    static let failure: Int32 = 1
    /// The command line cannot be understood (`EX_USAGE` of sysexits.h).
    static let usage: Int32 = 64
    /// Ended by its deadline.
    static let timeout: Int32 = 124
    /// Never started, or its end cannot be proven; also an error of Berth or an engine during `run`.
    static let neverStarted: Int32 = 125
    /// Cancelled by anyone.
    static let cancelled: Int32 = 130
    /// Whoever read the output has gone; as a shell reports SIGPIPE.
    static let closedPipe: Int32 = 141

    /// What `run` and `wait` exit with for a job that has ended: the job's own code, or one that says why there is none.
    static func of(_ job: Job) -> Int32 {
        switch job.status {
        case .completed: success
        case .timeout: timeout
        case .cancelled: cancelled
        case .failed: ofFailure(job)
        case .pending, .queued, .launching, .running, .retrying: neverStarted
        }
    }

    private static func ofFailure(_ job: Job) -> Int32 {
        switch job.exitReason {
        case .appExit, .outOfMemory, .startError: job.exitCode.map { Int32(clamping: $0) } ?? neverStarted
        default: neverStarted
        }
    }
}
