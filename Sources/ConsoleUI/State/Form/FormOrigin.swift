public import JobCore

/// Where the contents of a launch form came from. What was written is kept for each until it is launched or cleared.
public enum FormOrigin: Hashable, Sendable {
    /// Written from nothing.
    case new
    /// A job that runs again.
    case job(JobNumber)
    /// A container that is not ours, by host and name.
    case container(ContainerPlace)
}
