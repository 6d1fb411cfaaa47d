import Foundation
import Glibc

/// Stands between Berth and an engine (socat), so that a test can cut or stall the line while the engine is well.
final class Relay: Sendable {
    /// Where it listens.
    let path: String
    private let process: WorkerProcess

    /// Lends a relay, and ends it on every path.
    static func with<Result>(to engine: TestEngine, _ body: (Relay) async throws -> Result) async throws -> Result {
        let base = "/tmp/berth-relay-\(UInt32.random(in: 0 ... .max))"
        let process = try await WorkerProcess.start(
            ["UNIX-LISTEN:\(base).sock,fork,backlog=128", "UNIX-CONNECT:\(engine.socketPath)"], program: "socat",
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"],
            logPath: "\(base).log")
        let relay = Relay(path: "\(base).sock", process: process)
        do {
            try await eventually("the relay listens") { access(relay.path, F_OK) == 0 }
            let result = try await body(relay)
            await relay.end()
            return result
        } catch {
            await relay.end()
            throw error
        }
    }

    private init(path: String, process: WorkerProcess) {
        self.path = path
        self.process = process
    }

    /// What Berth is told.
    var endpoint: String { "unix://\(path)" }

    /// Breaks every connection there is; new ones are made as before.
    func cut() {
        for child in children { kill(child, SIGKILL) }
    }

    /// Makes every connection there is silent, without breaking it.
    func stall() {
        for child in children { kill(child, SIGSTOP) }
    }

    /// Lets no new connection through.
    func close() {
        process.signal(SIGSTOP)
    }

    /// Lets new connections through again.
    func open() {
        process.signal(SIGCONT)
    }

    /// One process a connection.
    private var children: [pid_t] {
        let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.compactMap { pid_t($0) } ?? []
        return processes.filter { child in
            // `pid (name) state parent …`; socat's name has no blank.
            let stat = FileManager.default.contents(atPath: "/proc/\(child)/stat")
            let fields = stat.map { String(decoding: $0, as: UTF8.self).split(separator: " ") } ?? []
            return fields.count > 3 && pid_t(fields[3]) == process.processID
        }
    }

    private func end() async {
        let left = children
        open()
        try? await process.killAndWait()
        for child in left { kill(child, SIGKILL) }
        unlink(path)
        unlink(process.logPath)
    }
}
