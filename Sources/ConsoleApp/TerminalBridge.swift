public import ConsoleUI
import Dispatch
import Glibc
public import JobEngine
import Synchronization

/// Joins a terminal in raw mode with a command in a container, until the command ends or the task is cancelled.
public struct TerminalBridge: Sendable {
    private let session: any ExecSession
    private let terminal: LentTerminal
    private let leavingKeys: [UInt8]
    private let output = DispatchQueue(label: "berth.bridge.output")

    /// How it ended.
    public enum Ending: Hashable, Sendable {
        /// The command has ended; without a code the line broke before it was known.
        case ended(code: Int?)
        /// The person left it running.
        case left

        /// The exit code, where it is known.
        public var code: Int? {
            if case .ended(let code) = self { code } else { nil }
        }
    }

    /// Joins both; neither is closed.
    ///
    /// - Parameter leavingKeys: typed in this order, they leave the command running and are not passed on; none by default.
    public init(session: any ExecSession, terminal: LentTerminal, leavingKeys: [UInt8] = []) {
        self.session = session
        self.terminal = terminal
        self.leavingKeys = leavingKeys
    }

    /// Goes on until the command ends, or is left.
    public func run() async -> Ending {
        await session.resize(columns: terminal.size.columns, rows: terminal.size.rows)
        let latest = LatestSize(terminal.size)
        return await withTaskCancellationHandler {
            let wasLeft = await withTaskGroup(of: Bool.self) { group in
                group.addTask { await forwardInput() }
                group.addTask {
                    // An engine refuses a size until the command has begun, and does not tell when that is.
                    for pause in [20, 80, 400, 1000] {
                        guard (try? await Task.sleep(for: .milliseconds(pause))) != nil else { return false }
                        let size = latest.withLock { $0 }
                        await session.resize(columns: size.columns, rows: size.rows)
                    }
                    return false
                }
                group.addTask {
                    for await size in terminal.sizes {
                        latest.withLock { $0 = size }
                        await session.resize(columns: size.columns, rows: size.rows)
                    }
                    return false
                }
                while let output = try? await session.read() { await write(output.bytes) }
                group.cancelAll()
                return await group.contains(true)
            }
            return wasLeft ? .left : .ended(code: await exitCode())
        } onCancel: {
            Task { await session.close() }
        }
    }

    /// A mutex that can be captured.
    private final class LatestSize: Sendable {
        private let size: Mutex<Size>
        init(_ size: Size) { self.size = Mutex(size) }
        func withLock<Result: Sendable>(_ body: (inout Size) -> Result) -> Result { size.withLock { body(&$0) } }
    }

    /// Passes on what is typed.
    ///
    /// - Returns: whether it was left by its keys.
    private func forwardInput() async -> Bool {
        var matched = 0
        for await bytes in keys() {
            var passed: [UInt8] = []
            for byte in bytes {
                if !leavingKeys.isEmpty, byte == leavingKeys[matched] {
                    matched += 1
                    guard matched == leavingKeys.count else { continue }
                    await session.close()
                    return true
                }
                // What was held back was not meant.
                passed += leavingKeys[..<matched] + [byte]
                matched = 0
            }
            if passed.isEmpty { continue }
            guard (try? await session.write(passed)) != nil else { return false }
        }
        return false
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
