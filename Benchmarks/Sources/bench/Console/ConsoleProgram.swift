import Foundation
import Glibc
import Measures

/// `berth console` on a pseudoterminal: keys go in, and the time is taken when something stands on the screen.
final class ConsoleProgram {
    private let running: RunningProgram
    private let primary: Int32
    private var screen = TerminalScreen(columns: columns, rows: rows)
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    static let columns = 120
    static let rows = 40

    // TIOCSPTLCK and TIOCGPTN of Linux are macros that Swift cannot import, nor the C functions around them.
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    /// Starts it.
    init(_ berth: Berth, _ arguments: [String] = []) throws {
        primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: Int32 = 0
        var number: UInt32 = 0
        var size = winsize(
            ws_row: UInt16(Self.rows), ws_col: UInt16(Self.columns), ws_xpixel: 0, ws_ypixel: 0)
        guard primary >= 0, ioctl(primary, Self.setLock, &locked) == 0, ioctl(primary, Self.getNumber, &number) == 0,
            ioctl(primary, UInt(TIOCSWINSZ), &size) == 0
        else { throw BenchFailure("Could not make a pseudoterminal.") }
        var program = berth.program
        program.environment["TERM"] = "xterm-256color"
        running = try program.start(["console"] + arguments, terminal: "/dev/pts/\(number)")
    }

    deinit {
        kill(running.pid, SIGKILL)
        close(primary)
    }

    var pid: pid_t { running.pid }
    /// Just before it was started.
    var began: ContinuousClock.Instant { running.began }

    /// Sends keys; answers when they were sent.
    @discardableResult
    func type(_ keys: String) throws -> ContinuousClock.Instant {
        let bytes = Array(keys.utf8)
        let now = ContinuousClock.now
        guard write(primary, bytes, bytes.count) == bytes.count else {
            throw BenchFailure("The console takes no keys.")
        }
        return now
    }

    /// Reads until something holds for the screen; answers when it did.
    @discardableResult
    func wait(
        for what: String, within limit: Duration = .seconds(30), until holds: (TerminalScreen) -> Bool
    ) throws -> ContinuousClock.Instant {
        let end = ContinuousClock.now + limit
        while !holds(screen) {
            guard ContinuousClock.now < end else { throw BenchFailure("Not on the screen: \(what).\n\(text)") }
            try read(waiting: 100)
        }
        return .now
    }

    /// Reads until a text stands on the screen, or stands there no more; answers when.
    @discardableResult
    func wait(for text: String, isGone: Bool = false) throws -> ContinuousClock.Instant {
        try wait(for: isGone ? "the end of '\(text)'" : "'\(text)'") { $0.shows(text) != isGone }
    }

    /// Only takes what it sends, for so long.
    func drain(for length: Duration) throws {
        let end = ContinuousClock.now + length
        while ContinuousClock.now < end { try read(waiting: 50) }
    }

    /// Ends it as a person does.
    func quit() throws -> FinishedProgram {
        try type("\u{3}")
        while (try? read(waiting: 100)) != nil {}
        return running.wait()
    }

    private var text: String { (0..<Self.rows).map { screen.text(row: $0) }.joined(separator: "\n") }

    private func read(waiting milliseconds: Int32) throws {
        var entry = pollfd(fd: primary, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, milliseconds) > 0 else { return }
        let count = Glibc.read(primary, &buffer, buffer.count)
        guard count > 0 else { throw BenchFailure("The console has ended.\n\(text)") }
        screen.feed(buffer[..<count])
    }
}
