public import JobCore

/// An executor that can run a further command in a container that runs.
public protocol CommandExecuting: ContainerExecutor {
    /// Starts a command. The caller closes the session on every path.
    ///
    /// - Throws: `notFound` or `conflict` when the container does not run, `invalidJob` when the engine refuses the command.
    func execute(_ order: ExecOrder, in id: ExecutionID) async throws(ExecutorError) -> any ExecSession
}

/// A further command in a container.
public struct ExecOrder: Hashable, Sendable {
    /// Program and arguments.
    public var command: [String]
    /// Whether it reads what is written to the session.
    public var takesInput: Bool
    /// Whether it has a terminal; both streams become one.
    public var hasTerminal: Bool

    /// Orders a command, without input and terminal unless said.
    public init(_ command: [String], takesInput: Bool = false, hasTerminal: Bool = false) {
        self.command = command
        self.takesInput = takesInput
        self.hasTerminal = hasTerminal
    }

    /// A shell on a terminal: bash where there is one, else sh.
    public static let shell = ExecOrder(
        ["sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash || exec sh"], takesInput: true, hasTerminal: true)
}
