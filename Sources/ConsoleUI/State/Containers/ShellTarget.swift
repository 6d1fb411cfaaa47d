public import JobCore

/// Where a shell is opened.
public enum ShellTarget: Equatable, Sendable {
    /// In the container of a running job.
    case job(JobNumber)
    /// In any container.
    case container(ContainerPlace)
}
