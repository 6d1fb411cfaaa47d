import AsyncHTTPClient
import Foundation
import JobCore
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// HTTP to an engine: deadlines, limits, version, repeats, and errors told apart; nothing about jobs.
///
/// Two HTTP clients, since a stream holds its connection: hundreds of followed logs must never make a short call wait.
/// Dropping the last reference closes all connections and ends all streams.
final class EngineClient: Sendable {
    /// Answers beyond this are refused; the list of 10,000 containers has about 10 MB.
    static let maximumBody = 32 << 20
    static let connectDeadline: Duration = .seconds(3)
    static let pingDeadline: Duration = .seconds(2)

    let transport: EngineTransport
    let streams: HTTPClient
    let settings: ExecutorSettings
    private let calls: HTTPClient
    private let logger: Logger
    private let agreed = Mutex<EngineSession?>(nil)

    init(_ transport: EngineTransport, settings: ExecutorSettings = ExecutorSettings(), logger: Logger) {
        self.transport = transport
        self.settings = settings
        self.logger = logger
        var calling = Self.configuration(transport, connections: 1024)
        calling.http1_1ConnectionDebugInitializer = { LineCare.keepAlive($0) }
        calls = HTTPClient(eventLoopGroupProvider: .singleton, configuration: calling)
        var streaming = Self.configuration(transport, connections: 8192)
        streaming.http1_1ConnectionDebugInitializer = { channel in
            LineCare.keepAlive(channel).flatMap { BodyJoiner.join(channel) }
        }
        streams = HTTPClient(eventLoopGroupProvider: .singleton, configuration: streaming)
    }

    /// Where the engine listens.
    var endpoint: EngineEndpoint { transport.access.endpoint }

    /// Ends all streams and closes all connections.
    func close() async {
        try? await calls.shutdown().get()
        try? await streams.shutdown().get()
        await transport.close()
    }

    deinit {
        // The callback keeps each client alive until it is closed; there is nobody left to tell.
        calls.shutdown { _ in }
        streams.shutdown { _ in }
    }

    static func configuration(_ transport: EngineTransport, connections: Int) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(3)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        // A missing socket must fail at once, not after ten seconds of hidden attempts.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        configuration.tlsConfiguration = transport.tls
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
        try await checkSocketOwner()
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

    private func checkSocketOwner() async throws {
        guard let path = endpoint.socketPath else { return }
        switch SocketOwner.judge(path) {
        case .fine: break
        case .suspicious(let reason): logger.warning("\(reason)")
        case .refused(let reason): throw EngineFailure.unreachable(.other(reason))
        }
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
    func makeRequest(_ call: EngineCall, prefix: String) async throws -> HTTPClient.Request {
        let base = try await transport.address().url

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
    }

    /// Makes a call; one that may be made twice is repeated where its line broke, within the host's limits (BASE-02).
    private func perform(_ call: EngineCall, prefix: String) async throws -> EngineReply {
        let clock = ContinuousClock()
        let began = clock.now
        var repeats = 0
        while true {
            let outcome = await performOnce(call, prefix: prefix)
            if settings.debugMode { log(call, outcome, took: clock.now - began, repeats: repeats) }
            guard call.isRepeatable, repeats < settings.maxRetries, Self.isPassing(outcome) else {
                return try outcome.get()
            }
            let pause = Duration.milliseconds(50) * (Double(1 << min(repeats, 4)) * Double.random(in: 0.8...1.2))
            guard clock.now - began + pause < settings.timeout else { return try outcome.get() }
            try await Task.sleep(for: pause, clock: clock)
            repeats += 1
        }
    }

    /// Whether it may go well the next moment: a line that broke, or something in between that could not pass it on.
    private static func isPassing(_ outcome: Result<EngineReply, any Error>) -> Bool {
        switch outcome {
        case .success(let reply): (502...504).contains(reply.status)
        case .failure(EngineFailure.cut): true
        case .failure: false
        }
    }

    private func log(_ call: EngineCall, _ outcome: Result<EngineReply, any Error>, took: Duration, repeats: Int) {
        let end =
            switch outcome {
            case .success(let reply): "\(reply.status)"
            case .failure(let error): "\(error)"
            }
        // The query of a call names containers and filters, its body may hold secrets: neither is logged.
        logger.info(
            "engine call",
            metadata: [
                "call": "\(call.method.rawValue) \(call.path)", "result": "\(end)", "seconds": "\(took.inSeconds)",
                "repeats": "\(repeats)",
            ])
    }

    private func performOnce(_ call: EngineCall, prefix: String) async -> Result<EngineReply, any Error> {
        let deadline = min(call.deadline, settings.timeout)
        do {
            let request = try await makeRequest(call, prefix: prefix)
            let reply = try await Self.execute(request, on: calls, deadline: deadline)
            transport.noteAnswer()
            return .success(reply)
        } catch {
            var failure = EngineFailure.classify(error, deadline: deadline)
            if let known = failure as? EngineFailure {
                forgetSession()
                failure = await transport.explain(known)
            }
            logger.debug("engine call failed", metadata: ["path": "\(call.path)", "reason": "\(failure)"])
            return .failure(failure)
        }
    }

    /// Sends a request and reads the answer to its end.
    static func execute(
        _ request: HTTPClient.Request, on client: HTTPClient, deadline: Duration
    ) async throws -> EngineReply {
        let task = client.execute(
            request: request, delegate: ResponseAccumulator(request: request, maxBodySize: Self.maximumBody),
            deadline: .now() + TimeAmount(deadline))
        let response = try await withTaskCancellationHandler {
            try await task.get()
        } onCancel: {
            task.cancel()
        }
        return EngineReply(
            status: Int(response.status.code), headers: response.headers, body: response.body ?? ByteBuffer())
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
