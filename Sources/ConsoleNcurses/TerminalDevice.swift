import CNcurses
import Glibc

/// The terminal as the system knows it: a descriptor with the modes that it had before us, and two C files on it
/// (ncurses takes files).
struct TerminalDevice {
    let descriptor: CInt
    let input: UnsafeMutablePointer<FILE>
    let output: UnsafeMutablePointer<FILE>
    let modes: termios
    /// Where ncurses writes a frame; -1 where the system has no such files.
    private let collector = berth_memory_file()

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

    /// Lets `draw` write, and sends all of it at once: ncurses makes a call of the system for every move of its cursor, and
    /// each could be seen on the screen by itself.
    func sendingAtOnce(_ draw: () -> Void) {
        let file = fileno(output)
        guard collector >= 0, lseek(collector, 0, SEEK_SET) == 0, berth_redirect(file, collector) >= 0 else {
            return draw()
        }
        draw()
        _ = berth_redirect(file, descriptor)
        let length = max(0, Int(lseek(collector, 0, SEEK_CUR)))
        withUnsafeTemporaryAllocation(byteCount: length, alignment: 1) { buffer in
            guard let start = buffer.baseAddress, pread(collector, start, length, 0) == length else { return }
            var sent = 0
            while sent < length {
                let count = write(descriptor, start + sent, length - sent)
                if count < 0, errno == EINTR || errno == EAGAIN { continue }
                guard count > 0 else { return }
                sent += count
            }
        }
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
        if collector >= 0 { Glibc.close(collector) }
    }
}
