/// How a console ended. No job is touched by any of them.
public enum ConsoleExit: Equatable, Sendable {
    /// The person left.
    case quit
    /// A signal asked for the end (SIGINT, SIGTERM, SIGQUIT), or the task was cancelled (SIGTERM).
    case terminated(signal: Int32)
    /// The terminal went away.
    case hungUp
}
