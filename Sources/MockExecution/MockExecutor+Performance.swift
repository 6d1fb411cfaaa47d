public import JobCore
public import JobEngine

extension MockExecutor: PerformanceReporting {
    /// Those that were removed after their end; kept with the engine, over every restart.
    public func performance() async throws(ExecutorError) -> PerformanceReport {
        try await engine.report()
    }

    /// Begins the account anew.
    public func resetPerformance() async throws(ExecutorError) {
        try await engine.resetReport()
    }
}
