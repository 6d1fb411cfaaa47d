/// The front door of the core engine: console and commands call the same methods, one noun each. What the console can do,
/// a command can do.
public struct JobManager: Sendable {
    /// What the nouns share.
    public let context: ManagerContext

    /// Opens the front door over a context.
    public init(_ context: ManagerContext) {
        self.context = context
    }

    /// Submit, look up, list, cancel, hold, release, retry, delete.
    public var jobs: Jobs { Jobs(context: context) }
    /// Groups of jobs: limit, pause, resume.
    public var groups: Groups { Groups(context: context) }
    /// Recurring jobs: add, pause, resume, remove, run.
    public var schedules: Schedules { Schedules(context: context) }
    /// Add, change, list, check, remove.
    public var hosts: Hosts { Hosts(context: context) }
    /// Look at the containers of a host's engine, ours or not; run commands in them.
    public var containers: Containers { Containers(context: context) }
    /// Saved job definitions and saved sets of variables.
    public var templates: Templates { Templates(context: context) }
    /// Read what attempts wrote.
    public var logs: Logs { Logs(context: context) }
    /// Attempts, usage, audit journal, workers.
    public var journal: Journal { Journal(context: context) }

    /// Tells when something may have changed, until its consumer ends; see `Change`.
    public func changes() -> AsyncStream<Change> {
        ChangeFeed(store: context.store, worker: context.worker).stream()
    }
}
