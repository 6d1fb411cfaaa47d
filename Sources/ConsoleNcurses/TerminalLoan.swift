import ConsoleUI
import Glibc

/// What happens to signals while someone else has the terminal.
struct TerminalLoan {
    let sizes: AsyncStream<Size>.Continuation
    let cancel: @Sendable () -> Void

    func handle(
        signal: CInt, size: (columns: CInt, rows: CInt)?, telling events: AsyncStream<TerminalEvent>.Continuation
    ) {
        switch signal {
        case SIGWINCH:
            if let size { sizes.yield(Size(columns: Int(size.columns), rows: Int(size.rows))) }
        // Who has the terminal stops by the same signal; the shell must see that we are stopped, too, and continues both.
        case SIGTSTP: raise(SIGSTOP)
        // ^C and ^\ are meant for who has the terminal.
        case SIGCONT, SIGINT, SIGQUIT: break
        case SIGHUP:
            cancel()
            events.yield(.hungUp)
        default:
            cancel()
            events.yield(.terminated(signal: signal))
        }
    }
}
