public import ConsoleUI
public import JobCore

/// What the console needs of the program around it to launch jobs: the definition of `berth run`, the person's surroundings,
/// and a worker.
public protocol JobLaunching: Sendable {
    /// Understands a `docker run …` line.
    ///
    /// - Throws: `InvalidInput` when it cannot be understood as a whole.
    func runLine(_ text: String) async throws(InvalidInput) -> RunLine

    /// Makes the job, or the array of jobs, that a request asks for, as `berth run` would.
    ///
    /// - Parameters:
    ///   - secrets: values that are known already, by name; they win over the environment.
    ///   - library: the templates that it may name.
    /// - Throws: `InvalidInput` that names the option.
    func order(
        of request: RunRequest, secrets: [String: String], library: TemplateLibrary
    ) throws(InvalidInput) -> JobOrder

    /// Makes sure that the store has a host.
    func prepareHost() async throws

    /// Runs the command that the configuration has for the end of a job.
    ///
    /// - Returns: a sentence when it failed; `nil` when it went well or there is none.
    func notify(_ notice: JobNotice) async -> String?

    /// What the configuration says now about telling of ended jobs.
    ///
    /// - Throws: `InvalidInput` when it cannot be read.
    func notifications() throws(InvalidInput) -> NotificationReport.Settings

    /// Makes sure that a worker runs.
    func startWorker() async throws
}
