import CNcurses
import Glibc

/// The terminal as the system knows it: a descriptor with the modes that it had before us, and two C files on it
/// (ncurses takes files).
struct TerminalDevice {
    let descriptor: CInt
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let modes: termios

    /// Opens `path`; `/dev/tty` is the terminal that the process belongs to, whatever its standard output is.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else {
            throw TerminalError.noTerminal(reason: "\(path): \(String(cString: strerror(errno)))")
        }
        var modes = termios()
        let second = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard tcgetattr(descriptor, &modes) == 0, second >= 0,
            let input = fdopen(descriptor, "r"), let output = fdopen(second, "w")
        else {
            let code = errno
            Glibc.close(descriptor)
            if second >= 0 { Glibc.close(second) }
            throw TerminalError.noTerminal(reason: "\(path): \(String(cString: strerror(code)))")
        }
        self.descriptor = descriptor
        self.input = input
        self.output = output
        self.modes = modes
    }

    /// Its size now; `nil` when it does not say.
    var size: (columns: CInt, rows: CInt)? {
        var columns: CInt = 0
        var rows: CInt = 0
        return berth_window_size(descriptor, &columns, &rows) ? (columns, rows) : nil
    }

    /// Sends bytes past ncurses, for sequences that it does not know of. Only between two of its refreshes.
    func send(_ bytes: [UInt8]) {
        _ = write(descriptor, bytes, bytes.count)
    }

    /// Sets the modes that it had before us.
    func restoreModes() {
        var modes = modes
        tcsetattr(descriptor, TCSANOW, &modes)
    }

    /// Every byte goes through as it is, in both directions.
    func setRawModes() {
        var modes = modes
        cfmakeraw(&modes)
        tcsetattr(descriptor, TCSANOW, &modes)
    }

    func close() {
        fclose(input)
        fclose(output)
    }
}
