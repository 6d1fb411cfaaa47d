public import JobCore

/// What the console asks of the world outside of its state.
public enum ConsoleEffect: Equatable, Sendable {
    /// Ask for the end of a job; the answer carries the generation, so that a late one can be told.
    case cancel(JobNumber, generation: Int)
    /// Send the whole screen anew.
    case redraw
    /// Give the terminal back and stop until the shell continues us.
    case suspend
    /// End the console; no job is touched.
    case quit
}
