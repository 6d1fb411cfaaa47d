import Foundation
import Glibc
import Testing

@Suite(.timeLimit(.minutes(5))) struct HostAndWorkerTests {
    static let image = CommandLab.image

    @Test("CMD-09 hosts are added, shown, changed, checked and removed; not while a job points to them")
    func hosts() async throws {
        try await CommandLab.with { lab in
            #expect(try await lab.check("host", "add", "local", "--slots", "2").contains("ok"))
            #expect(try await lab.berth("host", "add", "local").code == 1)
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "failureRate=0")
            #expect(try await lab.berth("host", "add", "m2", "--kind", "mock", "--option", "bogus=1").code == 64)
            try await lab.check("host", "edit", "local", "--slots", "3", "--region", "here")
            #expect(try await lab.check("host", "show", "local").contains("0 of 3 in use"))
            #expect(try await lab.check("host", "list", "--format", "ids") == "local\nmock")
            try await lab.check("host", "deactivate", "mock")
            #expect(try await lab.check("host", "list").contains("inactive"))
            #expect(try await lab.berth("host", "check").code == 0)
            try await lab.check("run", "-d", "--hold", "--no-worker", "--host", "local", Self.image, "true")
            let refused = try await lab.berth("host", "remove", "local")
            #expect(refused.code == 1)
            #expect(refused.standardError.contains("'local'"))
            try await lab.check("host", "remove", "mock")
        }
    }

    @Test("CMD-02 one worker at a time; it drains on SIGTERM, and the next one takes running jobs over")
    func workers() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--label", "team=a", Self.image, "sh", "-c", "sleep 3; exit 4")
            try await lab.wait(for: "1", status: "running")
            let second = try await lab.berth("worker", "--no-standby")
            #expect(second.code == 1)
            #expect(second.standardError.contains("Another worker is active"))
            let status = try await lab.check("worker", "status", "--json")
            let processID = try #require(Int32(status.firstMatch(of: /"processID" : (\d+)/)?.output.1 ?? ""))
            kill(processID, SIGTERM)
            kill(processID, SIGTERM)
            try await eventually("the worker has ended") { try await lab.berth("worker", "status").code == 1 }
            // A store with labelled jobs must pass the check at the next start.
            try await lab.check("worker", "--background")
            #expect(try await lab.berth("wait", "-q", "1").code == 4)
            #expect(try await lab.job("1").attempts.count == 1)
        }
    }

    @Test("CMD-02 --once ends when nothing is left; --dry-run only says what it would do")
    func once() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            try await lab.check("run", "-d", "--no-worker", Self.image, "true")
            #expect(try await lab.check("worker", "--dry-run").hasPrefix("1 would "))
            #expect(try await lab.job("1").status == "queued")
            #expect(try await lab.berth("worker", "--once").code == 0)
            #expect(try await lab.job("1").status == "completed")
        }
    }

    @Test("CMD-02 a worker that cannot start says why to who asked for it")
    func failingWorker() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local")
            let result = try await lab.berth(
                "run", Self.image, "true", variables: ["BERTH_LEASE_TTL": "never"])
            #expect(result.code == 125)
            #expect(result.standardError.contains("BERTH_LEASE_TTL"))
            #expect(try await lab.check("list", "--format", "ids") == "1")
        }
    }

    @Test("CMD-16 doctor looks at everything and changes nothing")
    func doctor() async throws {
        try await CommandLab.with { lab in
            let fresh = try await lab.berth("doctor")
            #expect(fresh.code == 0)
            #expect(fresh.standardOutput.contains("engine"))
            #expect(!FileManager.default.fileExists(atPath: lab.storePath))
            try await lab.check("host", "add", "gone", "--endpoint", "unix://\(lab.root)/none.sock")
            let sick = try await lab.berth("doctor", "--json")
            #expect(sick.code == 1)
            #expect(sick.standardOutput.contains("\"failure\""))
            #expect(sick.standardOutput.contains("SQLite"))
        }
    }

    @Test(
        "CMD-11 the demo shows real and simulated jobs and leaves nothing behind, also when it is interrupted",
        arguments: [nil, SIGINT, SIGTERM, SIGHUP])
    func demo(signal: Int32?) async throws {
        try await CommandLab.with { lab in
            let demo = try await lab.start("demo", "--plain")
            if let signal {
                try await eventually("a job runs") { demo.log.contains("running") }
                demo.signal(signal)
                #expect(try await demo.end() == 128 + Int(signal))
            } else {
                #expect(try await demo.end(within: .seconds(120)) == 0)
                #expect(demo.log.contains("stderr: this goes to stderr"))
                #expect(demo.log.contains("exit code 3"))
                #expect(demo.log.contains("on mock"))
            }
            let left = try FileManager.default.contentsOfDirectory(atPath: lab.root).filter {
                $0.hasPrefix("berth-demo")
            }
            #expect(left.isEmpty)
            let processes = try await ShellCommand.run(
                "grep", ["-laF", "\(lab.root)/berth-demo", "/proc/[0-9]*/cmdline"])
            #expect(processes.standardOutput.isEmpty)
        }
    }
}
