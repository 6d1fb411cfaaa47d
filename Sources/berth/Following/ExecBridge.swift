import ConsoleApp
import ConsoleUI
import Dispatch
import Foundation
import Glibc
import JobCore
import JobEngine

/// Joins the descriptors of this process with a command in a container.
struct ExecBridge {
    let session: any ExecSession
    let order: ExecOrder

    /// Goes on until the command ends.
    ///
    /// - Returns: its exit code; `nil` when the line broke before it was known.
    func run() async -> Int? {
        guard order.hasTerminal else { return await joinStreams() }
        guard let raw = RawTerminal(STDIN_FILENO) else { return nil }
        let sizes = raw.sizes()
        let code = await TerminalBridge(
            session: session,
            terminal: LentTerminal(descriptor: STDIN_FILENO, size: raw.size, sizes: sizes)
        ).run()
        raw.restore()
        return code
    }

    private func joinStreams() async -> Int? {
        let input = order.takesInput ? Task { await forwardInput() } : nil
        var isReading = true
        while isReading, let output = try? await session.read() {
            let writer = output.stream == .stderr ? OutputWriter.stderr : OutputWriter.stdout
            // Whoever read it has gone: what the command still says goes nowhere, as with a pipe.
            isReading = (try? await writer.write(output.bytes)) != nil
        }
        input?.cancel()
        return await exitCode()
    }

    /// Blocks a thread of its own; the process ends without waiting for it.
    private func forwardInput() async {
        let bytes = AsyncStream<[UInt8]> { continuation in
            let thread = Thread {
                var buffer = [UInt8](repeating: 0, count: 32 << 10)
                while true {
                    let count = read(STDIN_FILENO, &buffer, buffer.count)
                    if count < 0, errno == EINTR { continue }
                    guard count > 0 else { break }
                    continuation.yield(Array(buffer[..<count]))
                }
                continuation.finish()
            }
            thread.start()
        }
        for await part in bytes {
            guard (try? await session.write(part)) != nil else { return }
        }
        await session.endInput()
    }

    /// The engine tells the code a moment after the end of the output.
    private func exitCode() async -> Int? {
        for _ in 0..<100 {
            if let code = try? await session.exitCode() { return code }
            try? await Task.sleep(for: .milliseconds(20))
        }
        return nil
    }
}
