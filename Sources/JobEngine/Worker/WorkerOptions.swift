public import JobCore

/// How a worker behaves (CMD-02).
public struct WorkerOptions: Sendable {
    /// Attempts under way at once, over all hosts. Default 10.
    public var maxConcurrent = 10
    /// Only claims for these hosts; empty means all.
    public var hosts: Set<String> = []
    /// Only claims for this kind of host; `nil` means all.
    public var kind: HostKind?
    /// Ends when nothing is under way and nothing can be claimed.
    public var runsOnce = false
    /// Ends after that long in which nothing ran, waited for its turn, or was due at a time to come; `nil` means never. What a person
    /// has held waits for that person.
    public var idleExit: Duration?
    /// How long a drain waits for running jobs before it hands them over. Default 30 s.
    public var shutdownTimeout = Duration.seconds(30)
    /// How long claims hold without renewal. Default 30 s.
    public var leaseLifetime = Duration.seconds(30)
    /// How often each host is listed, ± 20 %. Default 15 s.
    public var resyncPeriod = Duration.seconds(15)
    /// How jobs find their hosts.
    public var router = RouterPolicy()
    /// How much of one attempt's output is kept.
    public var logLimits = LogLimits()
    /// How long what ended jobs leave is kept.
    public var retention = RetentionPolicy()
    /// Which ends of jobs are told.
    public var notifyRules: [NotifyRule] = []
    /// Where metrics and health are served; `nil` means nowhere.
    public var metricsAddress: ListenAddress?
    /// Berth's version, for the register of workers.
    public var version = ""

    /// Whether the process ends by itself when nothing goes on in it any more, so that another worker can take over: for a process
    /// that is a worker and nothing else. Default no.
    public var endsWhenStuck = false

    /// The defaults.
    public init() {}
}
