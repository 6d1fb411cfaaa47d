import Dispatch
import Foundation
import Glibc
import JobCore
import Synchronization

/// The worker's end of `worker.sock`: takes requests, sends hints to whoever listens. Bounded and lossy: a listener that
/// does not read loses hints, never the worker its time.
///
/// Its state is confined to its dispatch queue, which is what makes it safe to send.
public final class HintServer: @unchecked Sendable {
    private let queue = DispatchQueue(label: "berth.hints.server")
    private let path: String
    private let listener: Int32
    private let onRequest: OnRequest
    private let listenerCount = Atomic<Int>(0)
    private var acceptSource: (any DispatchSourceRead)?
    private var connections: [Int32: Connection] = [:]
    private var waitingLogHints: [JobNumber: Hint] = [:]
    private var isFlushScheduled = false

    /// Log hints of one job are joined for that long: at most 60 a second (architecture.md 3).
    private static let logHintInterval = DispatchTimeInterval.milliseconds(17)

    private struct Connection {
        let source: any DispatchSourceRead
        var isListening = false
    }

    /// Boxed, because a closure stored bare in a lock-free class is copied with a thunk at every call.
    private struct OnRequest: Sendable {
        let call: @Sendable (WorkerRequest) -> Void
    }

    /// Listens on `path`. The caller holds the store's worker lock.
    ///
    /// - Throws: `permission` when the socket cannot be made.
    init(path: String, onRequest: @escaping @Sendable (WorkerRequest) -> Void) throws(StoreError) {
        guard let listener = UnixSocket.listen(on: path) else {
            throw StoreError(
                .permission,
                "Could not listen on '\(path)': \(String(cString: strerror(errno))). Check the directory, and that the path has at most \(UnixSocket.maxPathLength) bytes."
            )
        }
        self.path = path
        self.listener = listener
        self.onRequest = OnRequest(call: onRequest)
        let source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: queue)
        source.setEventHandler { [weak self] in self?.acceptAll() }
        source.setCancelHandler { Glibc.close(listener) }
        acceptSource = source
        source.activate()
    }

    /// Whether anybody listens.
    var hasListeners: Bool { listenerCount.load(ordering: .relaxed) > 0 }

    /// Sends a hint to all listeners. Log hints of one job are joined; everything else goes at once.
    public func publish(_ hint: Hint) {
        guard hasListeners else { return }
        queue.async { [self] in
            if hint.kind == .log, let job = hint.job {
                waitingLogHints[job] = hint
                scheduleFlush()
            } else {
                send(hint)
            }
        }
    }

    /// Closes all connections and removes the socket file.
    public func close() {
        queue.sync {
            acceptSource?.cancel()
            acceptSource = nil
            for connection in connections.values { connection.source.cancel() }
            connections.removeAll()
            unlink(path)
        }
    }

    private func acceptAll() {
        while let descriptor = UnixSocket.accept(on: listener) {
            let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
            let lines = LineReader(descriptor: descriptor)
            source.setEventHandler { [weak self] in
                let isOpen = lines.read { self?.handle($0, from: descriptor) }
                if !isOpen { self?.drop(descriptor) }
            }
            source.setCancelHandler { Glibc.close(descriptor) }
            connections[descriptor] = Connection(source: source)
            source.activate()
        }
    }

    private func handle(_ line: ArraySlice<UInt8>, from descriptor: Int32) {
        guard let request = WorkerRequest(rawValue: String(decoding: line, as: UTF8.self)) else { return }
        if request == .listen {
            connections[descriptor]?.isListening = true
            listenerCount.store(connections.values.count { $0.isListening }, ordering: .relaxed)
        } else {
            // Who asks to look at the store has just changed it.
            if request == .wake { send(Hint(kind: .job)) }
            onRequest.call(request)
        }
    }

    private func drop(_ descriptor: Int32) {
        connections.removeValue(forKey: descriptor)?.source.cancel()
        listenerCount.store(connections.values.count { $0.isListening }, ordering: .relaxed)
    }

    private func scheduleFlush() {
        guard !isFlushScheduled else { return }
        isFlushScheduled = true
        queue.asyncAfter(deadline: .now() + Self.logHintInterval) { [weak self] in
            guard let self else { return }
            isFlushScheduled = false
            let hints = waitingLogHints.values
            waitingLogHints.removeAll(keepingCapacity: true)
            for hint in hints { send(hint) }
        }
    }

    private func send(_ hint: Hint) {
        guard var bytes = try? Array(JSONEncoder().encode(hint)) else { return }
        bytes.append(0x0A)
        for (descriptor, connection) in connections where connection.isListening {
            let sent = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
            // Half a line would garble all that follows: a listener that took only a part is let go.
            if sent >= 0 && sent < bytes.count || sent < 0 && errno != EAGAIN { drop(descriptor) }
        }
    }
}
