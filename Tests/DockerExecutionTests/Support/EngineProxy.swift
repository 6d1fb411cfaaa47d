import Foundation
import Glibc
import Synchronization

/// A socket before the engine's that hands requests on, and spoils those that a rule names (reliability.md 3b.2).
///
/// One request per connection: requests go on with `Connection: close`, and the answer is relayed until the engine
/// closes. Threads of its own, no HTTP library: it must be able to break every rule of HTTP.
final class EngineProxy: Sendable {
    enum Fault: Sendable {
        /// The connection is closed and the engine never hears of the request.
        case dropRequest
        /// The engine does it, but its answer is lost.
        case dropAnswer
        /// Nobody answers until the proxy is closed.
        case hang
        /// The answer is cut after so many bytes.
        case cut(after: Int)
        /// These bytes are the answer; the engine never hears of the request.
        case answer([UInt8])
        /// As `answer`, and then the connection stays open and silent.
        case answerThenHang([UInt8])
        /// The answer comes byte by byte with a pause after each.
        case slow(pause: Duration)
    }

    struct Rule: Sendable {
        var method: String
        /// Part of the path.
        var path: String
        /// Which of the matching requests, from 1; nil for every one.
        var nth: Int?
        var fault: Fault
    }

    private struct State {
        var rules: [Rule] = []
        var counts: [Int: Int] = [:]
        var requests: [String] = []
        var descriptors: Set<Int32> = []
        var isClosed = false
    }

    let path: String
    private let engine: String
    private let listener: Int32
    private let state = Mutex(State())

    /// Listens before `engine`'s socket.
    init(engine: String, rules: [Rule] = []) throws {
        self.engine = engine
        path = "/tmp/berth-proxy-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
        listener = try UnixConnection.listen(at: path)
        state.withLock { $0.rules = rules }
        Thread.detachNewThread { [self] in acceptAll() }
    }

    /// Runs `body` with a proxy before the engine and closes it on every path.
    static func with(
        engine: String, rules: [Rule], _ body: (EngineProxy) async throws -> Void
    ) async throws {
        let proxy = try EngineProxy(engine: engine, rules: rules)
        defer { proxy.close() }
        try await body(proxy)
    }

    /// Every request so far, as `METHOD target`.
    var requests: [String] { state.withLock { $0.requests } }

    func count(_ method: String, _ path: String) -> Int {
        requests.count { $0.hasPrefix(method + " ") && $0.contains(path) }
    }

    func close() {
        // Under the lock no descriptor is closed, so none of these numbers can be somebody else's by now.
        state.withLock { state in
            state.isClosed = true
            for descriptor in state.descriptors { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }
        }
        // The thread that accepts closes it.
        _ = shutdown(listener, Int32(SHUT_RDWR))
        unlink(path)
    }

    private func acceptAll() {
        while true {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else {
                _ = Glibc.close(listener)
                return
            }
            let isOpen = state.withLock { state in
                if !state.isClosed { state.descriptors.insert(descriptor) }
                return !state.isClosed
            }
            guard isOpen else {
                _ = Glibc.close(descriptor)
                return
            }
            Thread.detachNewThread { [self] in
                serve(UnixConnection(descriptor))
                _ = state.withLock { $0.descriptors.remove(descriptor) }
                _ = Glibc.close(descriptor)
            }
        }
    }

    private func fault(for request: String) -> Fault? {
        state.withLock { state in
            state.requests.append(request)
            var fault: Fault?
            for (index, rule) in state.rules.enumerated()
            where request.hasPrefix(rule.method + " ") && request.contains(rule.path) {
                state.counts[index, default: 0] += 1
                if rule.nth == nil || rule.nth == state.counts[index] { fault = fault ?? rule.fault }
            }
            return fault
        }
    }

    private func serve(_ client: UnixConnection) {
        guard let (head, body) = client.readRequest() else { return }
        let line = String(decoding: head.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self)
        let fault = fault(for: line.replacingOccurrences(of: " HTTP/1.1", with: ""))
        switch fault {
        case .dropRequest: return
        case .hang: client.waitForEnd()
        case .answer(let bytes): client.write(bytes)
        case .answerThenHang(let bytes):
            client.write(bytes)
            client.waitForEnd()
        case .dropAnswer, .cut, .slow, nil: relay(head, body, to: client, fault)
        }
    }

    private func relay(_ head: [UInt8], _ body: [UInt8], to client: UnixConnection, _ fault: Fault?) {
        guard let upstream = UnixConnection(path: engine) else { return }
        // The blank line at the end of the head gives way to one more header.
        upstream.write(head.dropLast(2) + Array("Connection: close\r\n\r\n".utf8) + body)
        // A client that goes away must take its stream along.
        let watcher = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            client.waitForEnd()
            _ = shutdown(upstream.descriptor, Int32(SHUT_RDWR))
            watcher.signal()
        }
        defer {
            _ = shutdown(client.descriptor, Int32(SHUT_RDWR))
            watcher.wait()
            _ = Glibc.close(upstream.descriptor)
        }
        var left = if case .cut(let count) = fault { count } else { Int.max }
        while left > 0, let bytes = upstream.read() {
            switch fault {
            case .dropAnswer: continue
            case .slow(let pause):
                for byte in bytes {
                    guard client.write([byte]) else { return }
                    usleep(UInt32(pause.components.attoseconds / 1_000_000_000_000))
                }
            default:
                guard client.write(bytes.prefix(left)) else { return }
                left -= min(left, bytes.count)
            }
        }
    }
}
