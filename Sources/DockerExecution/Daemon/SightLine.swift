import AsyncHTTPClient
import JobCore
import NIOCore
import NIOHTTP1
import Synchronization

/// One connection to an engine, kept open to recognise who is at its other end: a connection lives no longer than the
/// process that accepted it.
final class SightLine: Sendable {
    private let transport: EngineTransport
    private let client: HTTPClient
    /// How many connections were made; more than one means that the first was lost.
    private let connections = Count()

    init(_ transport: EngineTransport) {
        self.transport = transport
        let connections = connections
        var configuration = EngineClient.configuration(transport, connections: 1)
        configuration.connectionPool.idleTimeout = .hours(24)
        configuration.http1_1ConnectionDebugInitializer = { channel in
            connections.raise()
            return LineCare.keepAlive(channel)
        }
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        client.shutdown { _ in }
    }

    /// Whether all that was said on it was said on one connection.
    var isUnbroken: Bool { connections.value <= 1 }

    private final class Count: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func raise() { count.withLock { $0 += 1 } }
    }

    /// Asks something.
    /// - Throws: `EngineFailure`.
    func get(_ path: String, deadline: Duration = EngineClient.pingDeadline) async throws -> EngineReply {
        do {
            let request = try HTTPClient.Request(
                url: try await transport.address().url + path, headers: HTTPHeaders([("Host", "docker")]))
            return try await EngineClient.execute(request, on: client, deadline: deadline)
        } catch {
            let failure = EngineFailure.classify(error, deadline: deadline)
            guard let known = failure as? EngineFailure else { throw failure }
            throw await transport.explain(known)
        }
    }

    /// Whether who was at the other end is still there.
    func isAnswered() async -> Bool {
        guard isUnbroken, let reply = try? await get("/_ping") else { return false }
        return reply.status == 200 && isUnbroken
    }
}
