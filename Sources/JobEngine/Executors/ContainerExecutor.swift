public import JobCore

/// Talks to one engine: makes, starts, inspects, ends and removes containers (BASE-01).
///
/// Every method ends within a deadline of its own (I14) and throws `ExecutorError`; `isOutage` errors mean that nothing
/// is known about what was asked for. What an engine may not be able to do lies in protocols of its own: `LogFollowing`,
/// `UsageReporting`, `ImagePulling`, `EventWatching`.
public protocol ContainerExecutor: Sendable {
    /// Makes the container of an attempt, or finds the one that an earlier try made: idempotent by name, adopted by labels
    /// (DOCK-07). Never starts it.
    ///
    /// - Throws: `imageNotFound` when the host lacks the image, `conflict` when a stranger has the name, `invalidJob` when
    ///   the engine refuses the specification, or an outage.
    func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer

    /// Starts a container that was never started. Inspects first unless it is fresh; an exited container is never run again.
    ///
    /// - Throws: an error with `exitCode` 127 or 126 when its command is missing or cannot be executed. After any thrown
    ///   error that is no outage the container still exists and is to be removed once (DOCK-08).
    func start(_ container: PreparedContainer) async throws(ExecutorError)

    /// Asks for everything about one container. A container that does not exist is an answer (`notFound`), not an error.
    func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection

    /// Asks its process to end: the job's or image's stop signal, then SIGKILL after `grace`; returns when it has ended.
    /// A container that does not run or exist is success.
    func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError)

    /// SIGKILL at once. A container that does not run or exist is success.
    func kill(_ id: ExecutionID) async throws(ExecutorError)

    /// Removes it by force with its anonymous volumes. A container that does not exist is success (DOCK-15).
    func remove(_ id: ExecutionID) async throws(ExecutorError)

    /// All containers on the engine that carry the store's label, in any state, by one call (DOCK-09).
    func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary]

    /// Asks the engine how it is; never throws (BASE-04).
    func health() async -> EngineHealth

    /// Which run of the daemon answers now.
    func incarnation() async throws(ExecutorError) -> EngineIncarnation

    /// What it can do (BASE-13).
    func capabilities() async throws(ExecutorError) -> Set<Capability>

    /// Refuses what can never run here, before anything is stored or called.
    func validate(_ spec: JobSpec) throws(InvalidInput)

    /// What bounds its operations (BASE-02).
    var operationSettings: ExecutorSettings { get }

    /// Frees connections. Nothing may be called afterwards.
    func close() async
}

extension ContainerExecutor {
    /// The defaults, for those who have no operations that could hang.
    public var operationSettings: ExecutorSettings { ExecutorSettings() }
}
