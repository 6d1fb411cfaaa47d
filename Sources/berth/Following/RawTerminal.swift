import ConsoleUI
import Dispatch
import Glibc
import Synchronization

/// The terminal of this process in raw mode: every byte as it is typed, ^C included, for the terminal at the other end.
final class RawTerminal: Sendable {
    private let descriptor: Int32
    private let before: termios
    private let sources = Mutex(Sources(all: []))

    /// Dispatch sources are thread-safe; this only keeps them.
    private struct Sources: @unchecked Sendable {
        var all: [any DispatchSourceSignal]
    }

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
        for source in sources.withLock({ $0 }).all { source.cancel() }
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
        var sources = [source(SIGWINCH) { [weak self] in self.map { _ = continuation.yield($0.size) } }]
        for number in [SIGTERM, SIGHUP] {
            sources.append(
                source(number) { [weak self] in
                    self?.restore()
                    signal(number, SIG_DFL)
                    raise(number)
                })
        }
        let all = Sources(all: sources)
        self.sources.withLock { $0 = all }
        return sizes
    }

    private func source(_ number: Int32, _ act: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        if number != SIGWINCH { signal(number, SIG_IGN) }
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler(handler: act)
        source.activate()
        return source
    }
}
