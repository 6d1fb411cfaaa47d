import JobCore
import JobEngine
import Synchronization

/// A command in a container of a Docker engine.
final class DockerExecSession: ExecSession {
    private let id: String
    private let container: ExecutionID
    private let executor: DockerExecutor
    private let connection: UpgradedConnection
    /// Absent with a terminal, whose output is not framed.
    private let decoder: Mutex<ExecFrameDecoder?>
    private let decoded = Mutex<[ExecOutput]>([])

    init(
        id: String, container: ExecutionID, executor: DockerExecutor, connection: UpgradedConnection, hasTerminal: Bool
    ) {
        self.id = id
        self.container = container
        self.executor = executor
        self.connection = connection
        decoder = Mutex(hasTerminal ? nil : ExecFrameDecoder())
    }

    func read() async throws(ExecutorError) -> ExecOutput? {
        while true {
            if let output = decoded.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return output }
            guard let bytes = await connection.read() else { return nil }
            let output = try await executor.perform(.execute(id: container.rawValue)) {
                try decoder.withLock { decoder in
                    try decoder?.decode(bytes) ?? [ExecOutput(stream: .stdout, bytes: bytes)]
                }
            }
            decoded.withLock { $0 += output }
        }
    }

    func write(_ bytes: [UInt8]) async throws(ExecutorError) {
        guard await connection.write(bytes) else {
            throw executor.sentence(.execute(id: container.rawValue)).error(
                for: EngineFailure.cut("the engine closed the connection"))
        }
    }

    func endInput() async { await connection.endWriting() }

    func resize(columns: Int, rows: Int) async {
        let call = EngineCall(
            method: .post, path: "/exec/\(PercentEncoding.encode(id))/resize",
            query: [("h", "\(rows)"), ("w", "\(columns)")])
        // Refused while the command is not running yet, or not any more.
        _ = try? await executor.client.reply(to: call)
    }

    func exitCode() async throws(ExecutorError) -> Int? {
        let wire = try await executor.perform(.execute(id: container.rawValue)) {
            try await executor.client.get(WireExec.self, EngineCall(path: "/exec/\(PercentEncoding.encode(id))/json"))
        }
        return wire.isRunning ? nil : wire.exitCode
    }

    func close() async { connection.close() }
}

/// The fields of `GET /exec/{id}/json` that are used here.
struct WireExec: Decodable, Sendable {
    let isRunning: Bool
    let exitCode: Int?
    private enum CodingKeys: String, CodingKey { case isRunning = "Running", exitCode = "ExitCode" }
}
