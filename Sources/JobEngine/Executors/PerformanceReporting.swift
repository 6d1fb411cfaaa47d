public import JobCore

/// An executor that keeps account of what it ran (MOCK-09).
public protocol PerformanceReporting: ContainerExecutor {
    /// What ran since the account was begun.
    func performance() async throws(ExecutorError) -> PerformanceReport

    /// Begins the account anew.
    func resetPerformance() async throws(ExecutorError)
}
