/// A program that has the terminal for itself until it ends: a pager, an editor.
public struct ForegroundProgram: Equatable, Sendable {
    /// The program, looked for in PATH, and its arguments.
    public var arguments: [String]

    /// A program with its arguments.
    public init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// A command as people write it into `$PAGER` or `$EDITOR`, with a file.
    public init(command: String, file: String) {
        arguments = ["/bin/sh", "-c", command + " \"$1\"", "sh", file]
    }

    /// How it ended.
    public enum End: Equatable, Sendable {
        /// It ended by itself with this code.
        case exited(Int32)
        /// A signal ended it.
        case signalled(Int32)
        /// It could not be started, for this reason.
        case notStarted(String)
    }
}
