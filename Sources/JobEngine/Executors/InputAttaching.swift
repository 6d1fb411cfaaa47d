public import JobCore

/// An executor whose containers can be sent standard input, for jobs that take it (`JobSpec.takesInput`).
public protocol InputAttaching: ContainerExecutor {
    /// Opens a line to the container's own process, which must run. What is written reaches its standard input; the end of
    /// the line, however it comes, is the end of that input, once and for all.
    ///
    /// - Parameter receivesOutput: whether the session also reads what the process writes from now on: for a terminal, whose
    ///   prompts end in no newline and so reach no log in time.
    /// - Throws: `notFound` or `conflict` when the container does not run, or an outage.
    func attach(to id: ExecutionID, receivesOutput: Bool) async throws(ExecutorError) -> any ExecSession
}
