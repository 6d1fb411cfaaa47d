import Foundation
import Glibc
import Testing

@testable import berth

/// What commands that wait do without a worker.
@Suite(.timeLimit(.minutes(3))) struct WorkerVigilTests {
    @Test("I1 F17 an attached run whose worker is killed has another one go on, and ends with the job's own code")
    func died() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=6s")
            let run = try await lab.start("run", "--host", "mock", "--env", "MOCK_EXIT=3", "x", "true")
            try await eventually("it runs") { (try? await lab.job("1"))?.status == "running" }
            let status = try await lab.check("worker", "status", "--json")
            let worker = try #require(status.firstMatch(of: /"processID" : ([0-9]+)/))
            kill(try #require(pid_t(worker.1)), SIGKILL)
            #expect(try await run.end() == 3)
            #expect(run.log.contains("The worker has died; another one goes on with what it left."))
            #expect(try await lab.job("1").attempts.count == 1)
        }
    }

    @Test("CMD-17 who waits for a job while no worker is active is told so, once")
    func stopped() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            try await lab.check("run", "--detach", "--no-worker", "--host", "mock", "x", "true")
            let waited = try await lab.berth("wait", "1", "--timeout", "7s")
            #expect(waited.code == 124)
            #expect(waited.standardError.components(separatedBy: "No worker is active").count == 2)
            let followed = try await lab.start("logs", "--follow", "1")
            try await eventually("the follower is told") { followed.log.contains("No worker is active") }
            try await lab.check("worker", "--once")
            #expect(try await followed.end() == 0)
        }
    }
}
