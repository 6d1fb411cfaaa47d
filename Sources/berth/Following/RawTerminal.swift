import ConsoleUI
import Glibc
import Synchronization

/// The terminal of this process in raw mode: every byte as it is typed, ^C included, for the terminal at the other end.
final class RawTerminal: Sendable {
    private let descriptor: Int32
    private let before: termios
    private let signals = Mutex<SignalWatch?>(nil)

    /// Takes it; `nil` when the descriptor is no terminal.
    init?(_ descriptor: Int32) {
        var modes = termios()
        guard tcgetattr(descriptor, &modes) == 0 else { return nil }
        self.descriptor = descriptor
        before = modes
        cfmakeraw(&modes)
        tcsetattr(descriptor, TCSADRAIN, &modes)
    }

    deinit {
        restore()
    }

    /// Gives it back as it was.
    func restore() {
        signals.withLock { $0 }?.cancel()
        var modes = before
        tcsetattr(descriptor, TCSADRAIN, &modes)
    }

    /// Its size now.
    var size: Size {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return Size(columns: 80, rows: 24)
        }
        return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Its later sizes. A signal that would end the process gives the terminal back first.
    func sizes() -> AsyncStream<Size> {
        let (sizes, continuation) = AsyncStream.makeStream(of: Size.self, bufferingPolicy: .bufferingNewest(1))
        let watch = SignalWatch([SIGWINCH, SIGTERM, SIGHUP]) { [weak self] number in
            guard let self else { return }
            if number == SIGWINCH {
                continuation.yield(size)
            } else {
                restore()
                signal(number, SIG_DFL)
                raise(number)
            }
        }
        signals.withLock { $0 = watch }
        return sizes
    }
}
