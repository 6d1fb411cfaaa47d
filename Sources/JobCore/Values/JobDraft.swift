public import Foundation

/// A job as it is submitted. Validated by `JobValidation` before it reaches the store.
public struct JobDraft: Hashable, Sendable {
    /// For people; printable Unicode (decisions 16); `nil` means a name made from image and command.
    public var name: String?
    /// What runs.
    public var spec: JobSpec
    /// 0–100, default 50; higher runs earlier.
    public var priority: Int
    /// The named retry strategy; `nil` means by priority.
    public var retryStrategy: RetryStrategy?
    /// The whole policy, when attempts, delays or codes were set for this job; wins over the strategy.
    public var retryPolicy: RetryPolicy?
    /// Deadline measured from the container's start, 1 s–30 d; `nil` means none.
    public var timeout: Duration?
    /// Where it runs.
    public var routing: RoutingPreference
    /// Not before then; `nil` means now.
    public var notBefore: Date?
    /// Whether it waits for `berth release`.
    public var isHeld: Bool
    /// A second submit with the same key returns the first job (I22).
    public var idempotencyKey: String?
    /// The job this one repeats by hand.
    public var rerunOf: JobNumber?
    /// Belongs to this group.
    public var group: String?
    /// The template it was made of, for people and routing rules.
    public var template: String?
    /// Runs only after these.
    public var after: [Prerequisite]
    /// At most one job with this key is live.
    public var unique: UniqueKey?

    /// A draft with everything at its default.
    public init(
        name: String? = nil, spec: JobSpec, priority: Int = 50, retryStrategy: RetryStrategy? = nil,
        retryPolicy: RetryPolicy? = nil, timeout: Duration? = nil, routing: RoutingPreference = RoutingPreference(),
        notBefore: Date? = nil, isHeld: Bool = false, idempotencyKey: String? = nil, rerunOf: JobNumber? = nil,
        group: String? = nil, after: [Prerequisite] = [], unique: UniqueKey? = nil
    ) {
        self.name = name
        self.spec = spec
        self.priority = priority
        self.retryStrategy = retryStrategy
        self.retryPolicy = retryPolicy
        self.timeout = timeout
        self.routing = routing
        self.notBefore = notBefore
        self.isHeld = isHeld
        self.idempotencyKey = idempotencyKey
        self.rerunOf = rerunOf
        self.group = group
        self.after = after
        self.unique = unique
    }

    /// The policy that applies.
    public var effectiveRetryPolicy: RetryPolicy {
        retryPolicy ?? (retryStrategy ?? .implied(byPriority: priority)).policy
    }
}
