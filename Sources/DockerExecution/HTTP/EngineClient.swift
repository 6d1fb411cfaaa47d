import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// HTTP over the engine's socket: deadlines, limits, version, and errors told apart; nothing about jobs.
///
/// Two HTTP clients, since a stream holds its connection: hundreds of followed logs must never make a short call wait.
/// Dropping the last reference closes all connections and ends all streams.
final class EngineClient: Sendable {
    /// Answers beyond this are refused; the list of 10,000 containers has about 10 MB.
    static let maximumBody = 32 << 20
    static let connectDeadline: Duration = .seconds(3)
    static let pingDeadline: Duration = .seconds(2)

    let endpoint: EngineEndpoint
    let streams: HTTPClient
    private let calls: HTTPClient
    private let base: String
    private let logger: Logger
    private let agreed = Mutex<EngineSession?>(nil)
    private let breaks = Mutex(0)
    private let name = UUID().uuidString

    init(endpoint: EngineEndpoint, logger: Logger) {
        self.endpoint = endpoint
        self.logger = logger
        base = "http+unix://" + PercentEncoding.encode(endpoint.socketPath)
        calls = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration(connections: 1024))
        var streaming = Self.configuration(connections: 8192)
        streaming.http1_1ConnectionDebugInitializer = { BodyJoiner.join($0) }
        streams = HTTPClient(eventLoopGroupProvider: .singleton, configuration: streaming)
    }

    /// Ends all streams and closes all connections.
    func close() async {
        try? await calls.shutdown().get()
        try? await streams.shutdown().get()
    }

    deinit {
        // The callback keeps each client alive until it is closed; there is nobody left to tell.
        calls.shutdown { _ in }
        streams.shutdown { _ in }
    }

    private static func configuration(connections: Int) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(3)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // A missing socket must fail at once, not after ten seconds of hidden attempts.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }

    /// What was agreed with the engine; asks it when nothing was agreed yet.
    func session() async throws -> EngineSession {
        if let session = agreed.withLock({ $0 }) { return session }
        return try await ping().session
    }

    /// Asks the engine whether it lives, and agrees anew on the API version.
    /// - Returns: the agreement and the time the answer took.
    func ping(deadline: Duration = pingDeadline) async throws -> (session: EngineSession, took: Duration) {
        let clock = ContinuousClock()
        let began = clock.now
        let reply = try await perform(EngineCall(path: "/_ping", deadline: deadline), prefix: "")
        let took = clock.now - began
        guard reply.status == 200 else { throw Self.refusal(reply) }
        let offered = reply.headers.first(name: "Api-Version") ?? "1.24"
        guard let version = APIVersion(offered).flatMap(APIVersion.negotiate) else {
            throw EngineFailure.version(engine: offered)
        }
        let session = EngineSession(
            version: version, dialect: Dialect(pingHeaders: reply.headers),
            server: reply.headers.first(name: "Server") ?? "unknown")
        agreed.withLock { $0 = session }
        return (session, took)
    }

    /// Makes a call and reads the answer to its end, whatever its status.
    /// - Throws: `EngineFailure`, or `CancellationError` when the task was cancelled.
    func reply(to call: EngineCall) async throws -> EngineReply {
        try await perform(call, prefix: "/v\(try await session().version)")
    }

    /// Makes a call that must succeed.
    /// - Parameter accepting: the status codes that are success for this call.
    func send(_ call: EngineCall, accepting: Set<Int> = [200, 201, 204]) async throws -> EngineReply {
        let reply = try await reply(to: call)
        guard accepting.contains(reply.status) else { throw Self.refusal(reply) }
        return reply
    }

    /// Makes a call that must succeed, and decodes its JSON.
    func get<Value: Decodable>(_ type: Value.Type, _ call: EngineCall) async throws -> Value {
        try JSONGate.decode(type, from: try await send(call).body)
    }

    /// The request of a call, for the two ways of reading its answer.
    func makeRequest(_ call: EngineCall, prefix: String) throws -> HTTPClient.Request {
        var headers = HTTPHeaders([("Host", "docker")])
        if call.body != nil { headers.add(name: "Content-Type", value: "application/json") }
        headers.add(contentsOf: call.headers)
        return try HTTPClient.Request(
            url: base + prefix + call.target, method: HTTPMethod(rawValue: call.method.rawValue), headers: headers,
            body: call.body.map { .byteBuffer($0) })
    }

    /// Forgets the agreement: who answers next time may be another engine.
    func forgetSession() {
        agreed.withLock { $0 = nil }
        breaks.withLock { $0 += 1 }
    }

    /// Names the time since the line to the engine broke last.
    var contact: String { "\(name)-\(breaks.withLock { $0 })" }

    private func perform(_ call: EngineCall, prefix: String) async throws -> EngineReply {
        let request = try makeRequest(call, prefix: prefix)
        let task = calls.execute(
            request: request, delegate: ResponseAccumulator(request: request, maxBodySize: Self.maximumBody),
            deadline: .now() + TimeAmount(call.deadline))
        do {
            let response = try await withTaskCancellationHandler {
                try await task.get()
            } onCancel: {
                task.cancel()
            }
            return EngineReply(
                status: Int(response.status.code), headers: response.headers, body: response.body ?? ByteBuffer())
        } catch {
            let failure = EngineFailure.classify(error, deadline: call.deadline)
            if failure is EngineFailure { forgetSession() }
            logger.debug("engine call failed", metadata: ["path": "\(call.path)", "reason": "\(failure)"])
            throw failure
        }
    }

    /// The engine's own words out of an answer that is a refusal.
    static func refusal(_ reply: EngineReply) -> EngineFailure {
        struct Message: Decodable { let message: String }
        if let message = try? JSONGate.decode(Message.self, from: reply.body).message, !message.isEmpty {
            return .status(reply.status, message: message)
        }
        // Old engines refuse a version in plain text; a proxy in between may send a page.
        let text = String(decoding: reply.body.readableBytesView.prefix(500), as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        return .status(reply.status, message: text.isEmpty ? "no reason given" : text)
    }
}
