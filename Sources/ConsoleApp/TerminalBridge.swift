public import ConsoleUI
import Dispatch
import Glibc
public import JobEngine

/// Joins a terminal in raw mode with a command in a container, until the command ends or the task is cancelled.
public struct TerminalBridge: Sendable {
    private let session: any ExecSession
    private let terminal: LentTerminal
    private let output = DispatchQueue(label: "berth.bridge.output")

    /// Joins both; neither is closed.
    public init(session: any ExecSession, terminal: LentTerminal) {
        self.session = session
        self.terminal = terminal
    }

    /// Goes on until the command ends.
    ///
    /// - Returns: its exit code; `nil` when the line broke before it was known.
    public func run() async -> Int? {
        await session.resize(columns: terminal.size.columns, rows: terminal.size.rows)
        return await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await forwardInput() }
                group.addTask {
                    for await size in terminal.sizes { await session.resize(columns: size.columns, rows: size.rows) }
                }
                while let output = try? await session.read() { await write(output.bytes) }
                group.cancelAll()
            }
            return await exitCode()
        } onCancel: {
            Task { await session.close() }
        }
    }

    private func forwardInput() async {
        for await bytes in keys() {
            guard (try? await session.write(bytes)) != nil else { return }
        }
    }

    /// What is typed. The source ends with the stream's consumer, and reads nothing afterwards.
    private func keys() -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            let descriptor = terminal.descriptor
            // Dispatch objects may be used from every thread; their Swift types do not say so on Linux.
            nonisolated(unsafe) let source = DispatchSource.makeReadSource(
                fileDescriptor: descriptor, queue: DispatchQueue(label: "berth.bridge.input"))
            source.setEventHandler {
                var buffer = [UInt8](repeating: 0, count: 4096)
                let count = Glibc.read(descriptor, &buffer, buffer.count)
                if count > 0 { continuation.yield(Array(buffer[..<count])) }
                if count == 0 || count < 0 && errno != EAGAIN && errno != EINTR { continuation.finish() }
            }
            continuation.onTermination = { _ in source.cancel() }
            source.resume()
        }
    }

    private func write(_ bytes: [UInt8]) async {
        await withCheckedContinuation { continuation in
            output.async {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { Glibc.write(terminal.descriptor, $0.baseAddress, $0.count) }
                    if count < 0, errno == EINTR || errno == EAGAIN { continue }
                    guard count > 0 else { break }
                    rest = rest.dropFirst(count)
                }
                continuation.resume()
            }
        }
    }

    /// The engine tells the code a moment after the end of the output.
    private func exitCode() async -> Int? {
        for _ in 0..<50 where !Task.isCancelled {
            guard let code = try? await session.exitCode() else {
                try? await Task.sleep(for: .milliseconds(20))
                continue
            }
            return code
        }
        return nil
    }
}
