/// What the console asks of the world outside of its state.
public enum ConsoleEffect: Equatable, Sendable {
    /// Ask the engine; the answer carries the generation, so that a late one can be told.
    case ask(ConsoleRequest, generation: Int)
    /// Put text on the clipboard of the person's terminal.
    case copy(String)
    /// Let a program show a file on the terminal, and remove the file afterwards.
    case view(path: String, LogTool)
    /// Let the person's editor open the configuration file.
    case editSettings
    /// Hand the terminal over to a shell until it ends.
    case shell(ShellTarget)
    /// Tell the person that a job has ended: bell, the terminal's own notification, the command of the configuration.
    case notify(JobNotice)
    /// Whether the mouse is ours, or the terminal's own for selecting text.
    case captureMouse(Bool)
    /// Send the whole screen anew.
    case redraw
    /// Give the terminal back and stop until the shell continues us.
    case suspend
    /// End the console; no job is touched.
    case quit
}
