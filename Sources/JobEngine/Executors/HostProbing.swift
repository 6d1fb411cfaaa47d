public import JobCore

/// An executor that can say on which step of the way to its engine something is wrong.
public protocol HostProbing: ContainerExecutor {
    /// Goes the whole way once, step by step, and stops at the first that fails. Never throws.
    func probe() async -> [ProbeStep]
}
