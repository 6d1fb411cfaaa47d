/// How often and how soon a job is tried again (QUEUE-05, QUEUE-06, decisions 4). A value; it keeps no clock.
public struct RetryPolicy: Hashable, Sendable, Codable {
    /// Attempts that reached start, the first one included; 1 or more.
    public var maxAttempts: Int
    /// Delay after the first failure.
    public var baseDelay: Duration
    /// No delay is longer.
    public var maxDelay: Duration
    /// Exit codes of the job itself that are worth another attempt (`retryOn: exit`). Default none.
    public var retriedExitCodes: Set<Int>
    /// Whether a job whose end could not be proven runs again. Default false: it may have run.
    public var retriesLost: Bool

    /// Attempts that failed for the infrastructure before start may be this many; they do not use up `maxAttempts`.
    public static let maxInfrastructureFailures = 10

    /// Describes a policy.
    public init(
        maxAttempts: Int, baseDelay: Duration, maxDelay: Duration, retriedExitCodes: Set<Int> = [],
        retriesLost: Bool = false
    ) {
        self.maxAttempts = maxAttempts
        self.baseDelay = baseDelay
        self.maxDelay = maxDelay
        self.retriedExitCodes = retriedExitCodes
        self.retriesLost = retriesLost
    }

    /// Whether a failure of this kind may pass by itself.
    public static func isTransient(_ code: ErrorCode) -> Bool {
        switch code {
        case .connection, .timeout, .resource: true
        case .configuration, .imageNotFound, .unauthorized, .notFound, .conflict, .invalidJob, .permission, .unknown:
            false
        }
    }

    /// The delay after failure `failures` (1 or more): `min(base · 2^(failures − 1) · jitter, cap)`.
    ///
    /// - Parameters:
    ///   - failures: how many failures there were, this one included.
    ///   - jitter: a factor from 0.8 to 1.2, drawn by the caller.
    public func delay(afterFailure failures: Int, jitter: Double) -> Duration {
        let exponent = Double(max(0, min(failures - 1, 62)))
        let seconds = baseDelay.inSeconds * exponent.powerOfTwo * min(1.2, max(0.8, jitter))
        return .seconds(min(seconds, maxDelay.inSeconds))
    }
}

extension Double {
    fileprivate var powerOfTwo: Double { Double(UInt64(1) << UInt64(self)) }
}
