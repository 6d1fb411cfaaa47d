public import JobCore

/// An executor that can measure what a container uses (DOCK-12).
public protocol UsageReporting: ContainerExecutor {
    /// Measures once.
    ///
    /// - Parameters:
    ///   - previous: the sample before, from which the CPU share is computed.
    /// - Returns: `nil` when the container does not run any more.
    func usage(of id: ExecutionID, after previous: UsageSample?) async throws(ExecutorError) -> UsageSample?
}
