import Dispatch
import Glibc
import Synchronization

/// A pseudoterminal whose screen side is read all the time, so that the program under test never blocks.
final class PseudoTerminal: Sendable {
    let devicePath: String
    private let primary: CInt
    /// Held open: a device that nobody has open reads as hung up from the other side.
    private let device: CInt
    /// Closed to end the reader; `nil` afterwards.
    private let stop: Mutex<CInt?>
    private let received = Received()

    private final class Received: Sendable {
        let bytes = Mutex<[UInt8]>([])
    }

    // TIOCSPTLCK and TIOCGPTN of Linux: macros that Swift cannot import (nor the C functions around them).
    private static let setLock: UInt = 0x4004_5431
    private static let getNumber: UInt = 0x8004_5430

    init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
        primary = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        var locked: CInt = 0
        var number: CUnsignedInt = 0
        var ends: [CInt] = [-1, -1]
        guard primary >= 0, ioctl(primary, Self.setLock, &locked) == 0, ioctl(primary, Self.getNumber, &number) == 0,
            pipe(&ends) == 0
        else { throw POSIXFailure(code: errno) }
        devicePath = "/dev/pts/\(number)"
        device = open(devicePath, O_RDWR | O_NOCTTY | O_CLOEXEC)
        stop = Mutex(ends[1])
        resize(columns: columns, rows: rows)
        DispatchQueue(label: "pseudoterminal").async { [primary, received, end = ends[0]] in
            Self.read(primary, until: end, into: received)
            // Closed by its reader only: a descriptor that another thread is reading stays open.
            close(primary)
            close(end)
        }
    }

    deinit {
        hangUp()
        close(device)
    }

    /// Everything that was sent to the screen.
    var output: [UInt8] { received.bytes.withLock { $0 } }

    /// What is typed.
    func type(_ text: String) {
        let bytes = Array(text.utf8)
        _ = write(primary, bytes, bytes.count)
    }

    func resize(columns: UInt16, rows: UInt16) {
        var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
        _ = ioctl(primary, UInt(TIOCSWINSZ), &size)
    }

    /// As when the window is closed.
    func hangUp() {
        stop.withLock { descriptor in
            if let open = descriptor { close(open) }
            descriptor = nil
        }
    }

    /// The modes as the device has them now.
    func modes() throws -> termios {
        var modes = termios()
        guard tcgetattr(device, &modes) == 0 else { throw POSIXFailure(code: errno) }
        return modes
    }

    private static func read(_ primary: CInt, until end: CInt, into received: Received) {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var polled = [
                pollfd(fd: primary, events: Int16(POLLIN), revents: 0), pollfd(fd: end, events: 0, revents: 0),
            ]
            guard poll(&polled, 2, -1) > 0 || errno == EINTR, polled[1].revents == 0 else { return }
            guard polled[0].revents != 0 else { continue }
            let count = Glibc.read(primary, &buffer, buffer.count)
            if count > 0 { received.bytes.withLock { $0.append(contentsOf: buffer[..<count]) } }
            if count == 0 || count < 0 && errno != EINTR { return }
        }
    }
}

struct POSIXFailure: Error {
    let code: Int32
}
