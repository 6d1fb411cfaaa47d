/// The retry strategies that have a name (QUEUE-05).
public enum RetryStrategy: String, CaseIterable, Hashable, Sendable, Codable {
    /// 3 attempts, 2 s doubling to 60 s.
    case `default`
    /// 5 attempts, 1 s doubling to 30 s.
    case aggressive
    /// 2 attempts, 5 s doubling to 300 s.
    case conservative
    /// 5 attempts, 0.5 s doubling to 15 s.
    case highPriority = "high_priority"

    /// The numbers behind the name.
    public var policy: RetryPolicy {
        switch self {
        case .default: RetryPolicy(maxAttempts: 3, baseDelay: .seconds(2), maxDelay: .seconds(60))
        case .aggressive: RetryPolicy(maxAttempts: 5, baseDelay: .seconds(1), maxDelay: .seconds(30))
        case .conservative: RetryPolicy(maxAttempts: 2, baseDelay: .seconds(5), maxDelay: .seconds(300))
        case .highPriority: RetryPolicy(maxAttempts: 5, baseDelay: .milliseconds(500), maxDelay: .seconds(15))
        }
    }

    /// The strategy of a job that names none: by priority, 80 and above are `highPriority` (QUEUE-05).
    public static func implied(byPriority priority: Int) -> RetryStrategy {
        priority >= 80 ? .highPriority : .default
    }
}
