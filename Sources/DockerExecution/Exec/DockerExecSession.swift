import JobCore
import JobEngine
import Synchronization

/// A line to a process in a container of a Docker engine.
final class DockerExecSession: ExecSession {
    /// What is at its other end.
    enum Process: Sendable {
        /// A further command, by its id at the engine.
        case command(String, in: ExecutionID)
        /// The container's own process.
        case container(ExecutionID)

        var operation: EngineOperation {
            switch self {
            case .command(_, in: let container): .execute(id: container.rawValue)
            case .container(let id): .attach(id: id.rawValue)
            }
        }

        fileprivate var path: String {
            switch self {
            case .command(let id, in: _): "/exec/\(PercentEncoding.encode(id))"
            case .container(let id): "/containers/\(id.pathComponent)"
            }
        }
    }

    private let process: Process
    private let executor: DockerExecutor
    private let connection: UpgradedConnection
    /// Absent with a terminal, whose output is not framed.
    private let decoder: Mutex<ExecFrameDecoder?>
    private let decoded = Mutex<[ExecOutput]>([])
    /// The beginning of the output, in which the engine says that there is no such command.
    private let beginning = Mutex<[UInt8]>([])

    private static let longestBeginning = 4096

    init(_ process: Process, executor: DockerExecutor, connection: UpgradedConnection, hasTerminal: Bool) {
        self.process = process
        self.executor = executor
        self.connection = connection
        decoder = Mutex(hasTerminal ? nil : ExecFrameDecoder())
    }

    func read() async throws(ExecutorError) -> ExecOutput? {
        while true {
            if let output = decoded.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { return output }
            guard let bytes = await connection.read() else { return nil }
            let output = try await executor.perform(process.operation) {
                try decoder.withLock { decoder in
                    try decoder?.decode(bytes) ?? [ExecOutput(stream: .stdout, bytes: bytes)]
                }
            }
            beginning.withLock { beginning in
                guard beginning.count <= Self.longestBeginning else { return }
                for part in output { beginning += part.bytes.prefix(Self.longestBeginning) }
            }
            decoded.withLock { $0 += output }
        }
    }

    func write(_ bytes: [UInt8]) async throws(ExecutorError) {
        guard await connection.write(bytes) else {
            throw executor.sentence(process.operation).error(
                for: EngineFailure.cut("the engine closed the connection"))
        }
    }

    func endInput() async { await connection.endWriting() }

    func resize(columns: Int, rows: Int) async -> Bool {
        let call = EngineCall(
            method: .post, path: process.path + "/resize", query: [("h", "\(rows)"), ("w", "\(columns)")])
        // Refused while the command is not running yet, or not any more.
        guard let reply = try? await executor.client.reply(to: call) else { return false }
        return reply.status < 300
    }

    func exitCode() async throws(ExecutorError) -> Int? {
        switch process {
        case .command:
            let wire = try await executor.perform(process.operation) {
                try await executor.client.get(WireExec.self, EngineCall(path: process.path + "/json"))
            }
            guard !wire.isRunning, let code = wire.exitCode else { return nil }
            return code == 126 && saysMissing ? 127 : code
        case .container(let id):
            guard case .exited(let code, _) = try await executor.inspect(id).state else { return nil }
            return code
        }
    }

    func close() async { connection.close() }

    /// Whether the engine said, in place of the command's output, that the command is missing. Up to version 20.10 it answers
    /// with 126 for that as for what cannot be executed; newer ones with 127, as shells do.
    private var saysMissing: Bool {
        let text = beginning.withLock { String(decoding: $0, as: UTF8.self) }
        // A directory to work in can be missing, too.
        return text.hasPrefix("OCI runtime exec failed") && !text.contains("chdir to cwd")
            && (text.contains("executable file not found") || text.contains("no such file or directory"))
    }
}

/// The fields of `GET /exec/{id}/json` that are used here.
struct WireExec: Decodable, Sendable {
    let isRunning: Bool
    let exitCode: Int?
    private enum CodingKeys: String, CodingKey { case isRunning = "Running", exitCode = "ExitCode" }
}
