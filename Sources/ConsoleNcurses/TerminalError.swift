import Glibc

/// Why the console cannot be shown.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
    /// The process has no terminal.
    case noTerminal(reason: String)
    /// This process shows a console already.
    case alreadyOpen
    /// TERM is not set.
    case termNotSet
    /// There is no description of this kind of terminal on the machine.
    case unknownTerminal(String)
    /// The terminal cannot move its cursor.
    case tooSimple(String)
    /// A file or a call of the system failed.
    case systemCall(String, code: Int32)

    /// A full sentence with the remedy.
    public var description: String {
        switch self {
        case .noTerminal(let reason):
            "Could not open the console: this process has no terminal (\(reason)). "
                + "Start it in a terminal, or use 'berth list'."
        case .alreadyOpen:
            "Could not open the console: this process shows one already. Close that one first."
        case .termNotSet:
            "Could not open the console: the variable TERM is not set. Set it to the kind of your terminal, "
                + "for example TERM=xterm-256color."
        case .unknownTerminal(let name):
            "Could not open the console: the terminal '\(name)' (variable TERM) is not known on this machine. "
                + "Try TERM=xterm-256color, or install the package 'ncurses-term'."
        case .tooSimple(let name):
            "Could not open the console: the terminal '\(name)' (variable TERM) cannot move its cursor. "
                + "Use another terminal, or 'berth list'."
        case .systemCall(let call, let code):
            "Could not open the console: \(call) failed (\(String(cString: strerror(code))))."
        }
    }
}
