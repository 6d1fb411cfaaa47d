/// What every container of Berth carries, so that any worker, or none, can tell whose it is (decisions 16).
/// The executor maps the meanings to the engine's keys (`berth.job` on Docker), and adds a digest of the specification.
public struct ContainerIdentity: Hashable, Sendable {
    /// The store that launched it.
    public var store: StoreID
    /// The attempt that it is.
    public var attempt: AttemptID
    /// The token at creation.
    public var token: Int64
    /// The worker that created it.
    public var worker: WorkerID
    /// Seconds after its start at which it may be stopped by anyone; `nil` means no deadline.
    public var deadlineInSeconds: Int64?

    /// Describes whose a container is.
    public init(
        store: StoreID, attempt: AttemptID, token: Int64, worker: WorkerID, deadlineInSeconds: Int64? = nil
    ) {
        self.store = store
        self.attempt = attempt
        self.token = token
        self.worker = worker
        self.deadlineInSeconds = deadlineInSeconds
    }

    /// The deterministic name: `berth-<store8>-<slug>-<job>-<attempt>`, at most 63 of `[a-z0-9-]`.
    public static func containerName(store: StoreID, jobName: String, attempt: AttemptID) -> String {
        let suffix = "-\(attempt.job)-\(attempt.number)"
        let prefix = "berth-\(store.short)"
        var slug = ""
        for scalar in jobName.unicodeScalars {
            let isPlain = ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
            let isUpper = ("A"..."Z").contains(scalar)
            if isPlain || isUpper {
                slug.unicodeScalars.append(isUpper ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar)
            } else if slug.last != "-", !slug.isEmpty {
                slug.append("-")
            }
        }
        slug = String(slug.prefix(max(0, 62 - prefix.count - suffix.count)))
        while slug.last == "-" { slug.removeLast() }
        return slug.isEmpty ? prefix + suffix : "\(prefix)-\(slug)\(suffix)"
    }
}
