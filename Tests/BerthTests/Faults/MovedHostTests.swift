import Foundation
import JobCore
import JobEngine
import Testing

/// A host whose endpoint is edited while its jobs run.
@Suite(.serialized, .timeLimit(.minutes(5))) struct MovedHostTests {
    private func edit(_ lab: FaultLab, _ arguments: String...) async throws -> ShellCommand {
        try await ShellCommand.run(
            WorkerProcess.executable, ["host", "edit", FaultLab.host] + arguments, environment: lab.environment)
    }

    @Test(
        "ROUTE-13 I5 a host is given no other engine while jobs run on it; a worker that takes over finds them where they are"
    )
    func refused() async throws {
        try await TestEngine.withPrivate("other") { other in
            try await FaultLab.with { lab in
                let worker = try await lab.startWorker()
                let number = try await lab.submit([TruthJob(key: "a", code: 6, waitsForGate: true)])[0]
                try await lab.wait(for: number, "runs") { $0.status == .running }
                let refused = try await edit(lab, "--endpoint", other.url)
                #expect(refused.code != 0)
                #expect(
                    refused.standardError.contains(
                        "Host 'engine' cannot be given another endpoint now: one of its jobs has not ended"))
                #expect(try await edit(lab, "--slots", "3").code == 0)
                try await worker.killAndWait()
                try await lab.startWorker()
                try lab.openGate()
                let ended = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                #expect(ended.exitCode == 6)
                // Once nothing runs there, it may; the next job goes to the new engine.
                #expect(try await edit(lab, "--endpoint", other.url).code == 0)
                let next = try await lab.submit([TruthJob(key: "b", waitsForGate: false)])[0]
                #expect(try await lab.wait(for: next, "has ended") { $0.status.isTerminal }.status == .completed)
                let api = EngineAPI(engine: other)
                let (_, events) = try await api.send(
                    "GET", "/events?since=1&until=\(Int(Date().timeIntervalSince1970) + 1)")
                #expect(events.contains(#""Action":"start""#))
            }
        }
    }

    @Test("ROUTE-13 the same engine by another way: forced, and the next worker follows the job on it")
    func sameEngine() async throws {
        try await FaultLab.with { lab in
            let way = "\(lab.root)/way.sock"
            try FileManager.default.createSymbolicLink(atPath: way, withDestinationPath: lab.engine.socketPath)
            let worker = try await lab.startWorker()
            let number = try await lab.submit([TruthJob(key: "a", code: 6, waitsForGate: true)])[0]
            try await lab.wait(for: number, "runs") { $0.status == .running }
            #expect(try await edit(lab, "--endpoint", "unix://\(way)", "--force").code == 0)
            try await worker.killAndWait()
            try await lab.startWorker()
            try lab.openGate()
            let ended = try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
            #expect(ended.exitCode == 6, "\(ended.lastError ?? "")")
            try await lab.quiesce()
            #expect(HistoryChecker.violations(of: try await lab.history()).isEmpty)
        }
    }
}
