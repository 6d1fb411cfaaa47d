import Dispatch
import Glibc

/// This process's standard input, read as fast as it is passed on and no faster.
enum StandardInput {
    private static let queue = DispatchQueue(label: "berth.input")

    /// The next bytes; `nil` at its end. Waits on a queue of its own, for as long as it takes.
    static func read() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            queue.async {
                var buffer = [UInt8](repeating: 0, count: 64 << 10)
                var count = Glibc.read(STDIN_FILENO, &buffer, buffer.count)
                while count < 0, errno == EINTR { count = Glibc.read(STDIN_FILENO, &buffer, buffer.count) }
                continuation.resume(returning: count > 0 ? Array(buffer[..<count]) : nil)
            }
        }
    }
}
