import ConsoleUI
import Glibc

/// What happens to signals while someone else has the terminal.
struct TerminalLoan {
    let modes: LentTerminal.Modes
    let sizes: AsyncStream<Size>.Continuation
    let cancel: @Sendable () -> Void

    func handle(
        signal: CInt, size: (columns: CInt, rows: CInt)?, telling events: AsyncStream<TerminalEvent>.Continuation
    ) {
        switch signal {
        case SIGWINCH:
            if let size { sizes.yield(Size(columns: Int(size.columns), rows: Int(size.rows))) }
        // A program stops by the same signal, and who waits for it stops us then; to stop here as well would take two
        // `fg` to come back. In raw mode the signal can only have been sent to us.
        case SIGTSTP: if modes == .raw { raise(SIGSTOP) }
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
