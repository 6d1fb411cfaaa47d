/// What a terminal tells the console.
public enum TerminalEvent: Equatable, Sendable {
    case key(Key)
    /// Text that was pasted: never taken as keys.
    case pasted(String)
    case resized(Size)
    /// The mouse was used.
    case mouse(MouseEvent)
    /// Someone asks us to stop (SIGTSTP).
    case suspendRequested
    /// The process was continued; the screen has to be drawn again.
    case resumed
    /// SIGINT, SIGTERM or SIGQUIT, by number.
    case terminated(signal: Int32)
    /// The terminal is gone.
    case hungUp
}
