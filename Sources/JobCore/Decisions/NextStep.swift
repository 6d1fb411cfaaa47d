/// What becomes of a job after one of its attempts has ended. Pure (QUEUE-05, QUEUE-06, decisions 4, 5).
public enum NextStep: Hashable, Sendable {
    /// The job is over.
    case finish(JobStatus)
    /// Another attempt, after the delay.
    case retry(after: Duration)
    /// Back to the queue: the claim was given back before a container existed.
    case requeue

    /// The status that the job takes.
    public var status: JobStatus {
        switch self {
        case .finish(let status): status
        case .retry: .retrying
        case .requeue: .queued
        }
    }

    /// Decides.
    ///
    /// - Parameters:
    ///   - outcome: how the attempt ended.
    ///   - job: the job as it stands. While it is `launching` this attempt is not among its `attemptsUsed`, once it is
    ///     `running` it is; its `infrastructureFailures` are those before.
    ///   - jitter: a factor from 0.8 to 1.2.
    public static func after(_ outcome: AttemptOutcome, of job: Job, jitter: Double) -> NextStep {
        switch outcome.reason {
        case .cancelled: return .finish(.cancelled)
        case .timeout: return .finish(.timeout)
        case .notStarted: return job.cancelRequestedAt == nil ? .requeue : .finish(.cancelled)
        default: break
        }
        // A request that was acknowledged holds, whoever noticed it in time (I6): only an exit that came before it counts.
        if let request = job.cancelRequestedAt, !hasExited(outcome, before: EngineTime(request)) {
            return .finish(.cancelled)
        }
        if outcome.exitCode == 0, outcome.reason == .appExit { return .finish(.completed) }
        let policy = job.retryPolicy
        guard outcome.reachedStart else {
            let failures = job.infrastructureFailures + 1
            guard let code = outcome.errorCode, RetryPolicy.isTransient(code),
                failures < RetryPolicy.maxInfrastructureFailures
            else { return .finish(.failed) }
            return .retry(after: policy.delay(afterFailure: failures, jitter: jitter))
        }
        let used = job.attemptsUsed + (job.status == .launching ? 1 : 0)
        // Its input is used up.
        guard !job.spec.takesInput, job.cancelRequestedAt == nil, isWorthRetrying(outcome, policy),
            used < policy.maxAttempts
        else {
            return .finish(.failed)
        }
        return .retry(after: policy.delay(afterFailure: used, jitter: jitter))
    }

    private static func hasExited(_ outcome: AttemptOutcome, before request: EngineTime) -> Bool {
        guard outcome.reason == .appExit || outcome.reason == .outOfMemory, let end = outcome.finishedAt else {
            return false
        }
        return end < request
    }

    private static func isWorthRetrying(_ outcome: AttemptOutcome, _ policy: RetryPolicy) -> Bool {
        switch outcome.reason {
        case .engineRestart, .lost, .containerRemoved: policy.retriesLost
        case .appExit, .outOfMemory: outcome.exitCode.map(policy.retriedExitCodes.contains) ?? false
        default: false
        }
    }
}
