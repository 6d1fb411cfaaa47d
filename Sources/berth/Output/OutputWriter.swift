import Dispatch
import Foundation
import Glibc
import JobCore

/// Writes bytes to a descriptor from a thread of its own: a reader that stops reading (`less`) blocks that thread alone.
struct OutputWriter: Sendable {
    let descriptor: Int32
    private let queue: DispatchQueue

    static let stdout = OutputWriter(STDOUT_FILENO)
    static let stderr = OutputWriter(STDERR_FILENO)

    init(_ descriptor: Int32) {
        self.descriptor = descriptor
        queue = DispatchQueue(label: "berth.output.\(descriptor)")
    }

    /// Whether people see the bytes as they come.
    var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Columns of the terminal; `nil` when it is none.
    var width: Int? {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Writes all bytes.
    ///
    /// - Throws: `OutputClosed` when the reader has gone; `CommandFailure` for a full disk and the like.
    func write(_ bytes: [UInt8]) async throws {
        guard !bytes.isEmpty else { return }
        let number = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: writeAll(bytes)) }
        }
        switch number {
        case 0: return
        case EPIPE, ECONNRESET: throw OutputClosed()
        default:
            throw CommandFailure(
                "Could not write the output: \(String(cString: strerror(number))). Check where it goes.")
        }
    }

    /// Writes text.
    func text(_ text: String) async throws { try await write(Array(text.utf8)) }

    /// Writes lines in one go.
    func lines(_ lines: [String]) async throws { try await text(lines.map { $0 + "\n" }.joined()) }

    /// Writes text and a newline.
    func line(_ text: String) async throws {
        try await write(Array(text.utf8) + [0x0A])
    }

    private func writeAll(_ bytes: [UInt8]) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written >= 0 {
                rest = rest.dropFirst(written)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // Somebody else made the descriptor non-blocking, a shell's other child for example.
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&waiting, 1, -1)
            default: return errno
            }
        }
        return 0
    }
}
