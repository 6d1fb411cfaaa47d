public import JobCore

/// Everything an executor needs to make the container of one attempt.
public struct LaunchOrder: Sendable {
    /// What runs, secrets readable.
    public var spec: JobSpec
    /// Whose it is; becomes labels.
    public var identity: ContainerIdentity
    /// Its deterministic name.
    public var containerName: String
    /// The job's name, for the label.
    public var jobName: String

    /// Makes an order.
    public init(spec: JobSpec, identity: ContainerIdentity, containerName: String, jobName: String) {
        self.spec = spec
        self.identity = identity
        self.containerName = containerName
        self.jobName = jobName
    }
}
