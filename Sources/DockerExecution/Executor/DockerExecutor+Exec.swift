import Foundation
public import JobCore
public import JobEngine

extension DockerExecutor: CommandExecuting, InputAttaching {
    /// Makes the command by `POST /containers/{id}/exec` and starts it by `POST /exec/{id}/start` on a connection of its
    /// own, which the engine turns into a line of bytes.
    /// - Throws: `notFound` or `conflict` when the container does not run, the engine's refusal, or an outage.
    public func execute(_ order: ExecOrder, in id: ExecutionID) async throws(ExecutorError) -> any ExecSession {
        try await perform(.execute(id: id.rawValue)) {
            let call = EngineCall(
                method: .post, path: "/containers/\(id.pathComponent)/exec", body: try JSONGate.encode(ExecBody(order)))
            let made = try await client.get(WireCreated.self, call)
            let connection = try await upgrade(
                "/exec/\(PercentEncoding.encode(made.id))/start",
                body: #"{"Detach":false,"Tty":\#(order.hasTerminal)}"#)
            return DockerExecSession(
                .command(made.id, in: id), executor: self, connection: connection, hasTerminal: order.hasTerminal)
        }
    }

    /// Attaches by `POST /containers/{id}/attach`. With `StdinOnce`, which Berth sets, the end of the line closes the input.
    /// - Throws: `notFound` or `conflict` when the container does not run, or an outage.
    public func attach(
        to id: ExecutionID, receivesOutput: Bool
    ) async throws(ExecutorError) -> any ExecSession {
        try await perform(.attach(id: id.rawValue)) {
            let container = try await client.get(WireInspection.self, .inspect(id.rawValue))
            // What it wrote before is in the log, which comes first.
            let output = receivesOutput ? "&stdout=1&stderr=1&logs=1" : ""
            let connection = try await upgrade(
                "/containers/\(id.pathComponent)/attach?stream=1&stdin=1\(output)", body: "")
            return DockerExecSession(
                .container(id), executor: self, connection: connection,
                hasTerminal: container.config?.hasTerminal ?? false)
        }
    }

    /// Sends a request on a connection of its own, which the engine turns into a line of bytes.
    private func upgrade(_ path: String, body: String) async throws -> UpgradedConnection {
        let version = try await client.session().version
        let request = """
            POST /v\(version)\(path) HTTP/1.1\r
            Host: docker\r
            Connection: Upgrade\r
            Upgrade: tcp\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            \r
            \(body)
            """
        return try await UpgradedConnection.open(client.transport, request: Array(request.utf8))
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
