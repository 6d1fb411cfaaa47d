import ConsoleApp
import ConsoleUI
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
        ).run().code
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

    private func forwardInput() async {
        while let bytes = await StandardInput.read() {
            guard (try? await session.write(bytes)) != nil else { return }
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
