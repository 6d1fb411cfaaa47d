import ConsoleUI
import JobEngine

/// What the console reads and asks for; a seam between the loop and the engine.
protocol ConsoleSource: Sendable {
    /// Reads one part of the screen. Errors are full sentences.
    func read(_ request: ReadRequest) async throws -> ConsoleAction
    /// Does what is asked, or says why not.
    func reply(to request: ConsoleRequest) async -> ConsoleReply
    /// Lends a terminal to a shell until it ends, and says how it ended.
    func shell(in target: ShellTarget, on terminal: LentTerminal) async -> ConsoleReply
    /// Runs the command of the configuration; answers with a sentence when that failed.
    func notify(_ notice: JobNotice) async -> String?
    /// Tells when something may have changed.
    func changes() -> AsyncStream<Change>
}
