import AsyncHTTPClient
import Foundation
import JobCore
import NIOCore
import NIOHTTP1

/// The Engine API with nothing around it: what any client has to pay.
///
/// The HTTP client that Berth uses, on kept-alive connections, and none of Berth's own code.
final class BareEngine: Sendable {
    let socket: String
    private let client: HTTPClient
    private let base: String

    enum Method: String {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    struct Answer {
        let status: Int
        let body: ByteBuffer

        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        }
    }

    /// - Parameter host: as `DOCKER_HOST` has it; `unix://` only.
    init(host: String) throws {
        guard host.hasPrefix("unix:///") else {
            throw BenchFailure("'\(host)' is not an engine's socket. Write it as unix:///run/docker.sock.")
        }
        socket = String(host.dropFirst("unix://".count))
        base = "http+unix://\(socket.replacing("%", with: "%25").replacing("/", with: "%2F"))/v1.41"
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func close() async throws {
        try await client.shutdown()
    }

    /// Makes a call, reads its answer to the end, and expects one of `accepted`.
    @discardableResult
    func call(
        _ method: Method, _ path: String, body: String? = nil, accepting accepted: Set<Int> = [200, 201, 204]
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: base + path)
        request.method = HTTPMethod(rawValue: method.rawValue)
        request.headers.add(name: "Host", value: "docker")
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(string: body))
        }
        let response = try await client.execute(request, timeout: .seconds(120))
        let answer = Answer(
            status: Int(response.status.code), body: try await response.body.collect(upTo: 16 << 20))
        guard accepted.contains(answer.status) else {
            throw BenchFailure(
                "\(method.rawValue) \(path) was answered by \(answer.status): \(String(buffer: answer.body))")
        }
        return answer
    }

    /// Makes a container and returns its id.
    func create(_ body: String) async throws -> String {
        struct Created: Decodable { let Id: String }
        return try await call(.post, "/containers/create", body: body).decode(Created.self).Id
    }

    /// Makes a container that runs a command.
    func create(image: String, command: [String]) async throws -> String {
        struct Body: Encodable {
            let Image: String
            let Cmd: [String]
        }
        let body = try JSONEncoder().encode(Body(Image: image, Cmd: command))
        return try await create(String(decoding: body, as: UTF8.self))
    }

    /// When a container began and ended, by the engine's clock.
    func inspect(_ id: String) async throws -> (startedAt: Date, finishedAt: Date) {
        struct Inspection: Decodable {
            struct State: Decodable {
                let StartedAt: String
                let FinishedAt: String
            }
            let State: State
        }
        let state = try await call(.get, "/containers/\(id)/json").decode(Inspection.self).State
        guard let start = EngineTime(rfc3339: state.StartedAt), let end = EngineTime(rfc3339: state.FinishedAt) else {
            throw BenchFailure(
                "The engine says that a container ran from '\(state.StartedAt)' to '\(state.FinishedAt)'.")
        }
        return (start.date, end.date)
    }

    /// How many containers there are, in whatever state.
    func containerCount() async throws -> Int {
        struct Listed: Decodable {}
        return try await call(.get, "/containers/json?all=1").decode([Listed].self).count
    }

    /// `Docker 20.10.24, kernel …` for the report.
    func version() async throws -> String {
        struct Version: Decodable { let Version: String }
        return "Docker \(try await call(.get, "/version").decode(Version.self).Version)"
    }
}
