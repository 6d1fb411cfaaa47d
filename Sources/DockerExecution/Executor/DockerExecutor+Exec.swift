import Foundation
public import JobCore
public import JobEngine
import NIOCore

extension DockerExecutor: CommandExecuting {
    /// Makes the command by `POST /containers/{id}/exec` and starts it by `POST /exec/{id}/start` on a connection of its
    /// own, which the engine turns into a line of bytes.
    /// - Throws: `notFound` or `conflict` when the container does not run, the engine's refusal, or an outage.
    public func execute(_ order: ExecOrder, in id: ExecutionID) async throws(ExecutorError) -> any ExecSession {
        try await perform(.execute(id: id.rawValue)) {
            let call = EngineCall(
                method: .post, path: "/containers/\(id.pathComponent)/exec", body: try JSONGate.encode(ExecBody(order)))
            let made = try await client.get(WireCreated.self, call)
            let version = try await client.session().version
            let body = Array(#"{"Detach":false,"Tty":\#(order.hasTerminal)}"#.utf8)
            let head = """
                POST /v\(version)/exec/\(PercentEncoding.encode(made.id))/start HTTP/1.1\r
                Host: docker\r
                Connection: Upgrade\r
                Upgrade: tcp\r
                Content-Type: application/json\r
                Content-Length: \(body.count)\r
                \r

                """
            let path = client.endpoint.socketPath
            let connection = try await BlockingWork.run {
                Result { try UpgradedConnection(socketPath: path, request: Array(head.utf8) + body) }
            }.get()
            return DockerExecSession(
                id: made.id, container: id, executor: self, connection: connection, hasTerminal: order.hasTerminal)
        }
    }
}

/// The body of `POST /containers/{id}/exec`.
private struct ExecBody: Encodable {
    let takesInput: Bool
    let attachesOutput = true
    let attachesError = true
    let hasTerminal: Bool
    let command: [String]

    init(_ order: ExecOrder) {
        takesInput = order.takesInput
        hasTerminal = order.hasTerminal
        command = order.command
    }

    private enum CodingKeys: String, CodingKey {
        case takesInput = "AttachStdin", attachesOutput = "AttachStdout", attachesError = "AttachStderr"
        case hasTerminal = "Tty", command = "Cmd"
    }
}
