@preconcurrency import Dispatch
import Foundation
import Glibc
import JobCore

/// A client's way to the active worker of a store, over `worker.sock`. Every call is a hint: it may be lost, it never
/// blocks for long, and nobody depends on it for the truth.
public struct WorkerSocket: Sendable {
    /// Where the worker listens.
    public let path: String

    /// Names a socket; nothing is opened.
    public init(path: String) {
        self.path = path
    }

    /// Asks the worker to look at the store now. Nothing happens when there is none.
    public func wake() {
        _ = send(.wake)
    }

    /// Asks the worker to drain and end.
    ///
    /// - Returns: whether a worker took the request.
    public func drain() -> Bool {
        send(.drain)
    }

    /// Asks the worker to write the queue's status to its log.
    ///
    /// - Returns: whether a worker took the request.
    public func report() -> Bool {
        send(.report)
    }

    /// Listens to the worker's hints until the worker ends or the consumer stops; `nil` when no worker listens. A slow
    /// consumer keeps the newest 256.
    public func listen() -> AsyncStream<Hint>? {
        guard let descriptor = UnixSocket.connect(to: path) else { return nil }
        guard write(.listen, to: descriptor) else {
            close(descriptor)
            return nil
        }
        return AsyncStream(bufferingPolicy: .bufferingNewest(256)) { continuation in
            let queue = DispatchQueue(label: "berth.hints.client")
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            let lines = LineReader(descriptor: descriptor)
            source.setEventHandler {
                let isOpen = lines.read { line in
                    if let hint = try? JSONDecoder().decode(Hint.self, from: Data(line)) { continuation.yield(hint) }
                }
                if !isOpen { source.cancel() }
            }
            source.setCancelHandler {
                close(descriptor)
                continuation.finish()
            }
            continuation.onTermination = { _ in source.cancel() }
            source.activate()
        }
    }

    private func send(_ request: WorkerRequest) -> Bool {
        guard let descriptor = UnixSocket.connect(to: path) else { return false }
        defer { close(descriptor) }
        return write(request, to: descriptor)
    }

    private func write(_ request: WorkerRequest, to descriptor: Int32) -> Bool {
        let bytes = Array((request.rawValue + "\n").utf8)
        return Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}
