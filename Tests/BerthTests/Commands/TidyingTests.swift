import Foundation
import Glibc
import Testing

/// Commands that take away: kill, give-up, reap, cleanup by the configuration; and the one that fills, sample-data.
@Suite(.timeLimit(.minutes(5))) struct TidyingTests {
    static let image = CommandLab.image

    @Test("CMD-07 kill ends a job that ignores its stop signal at once")
    func kill() async throws {
        try await CommandLab.with { lab in
            try await lab.check(
                "run", "-d", "--init", "--stop-timeout", "600s", Self.image, "sh", "-c",
                "trap '' TERM; while :; do sleep 1; done")
            try await lab.wait(for: "1", status: "running")
            #expect(try await lab.check("kill", "1").contains("1 is being cancelled"))
            try await lab.wait(for: "1", status: "cancelled")
            #expect(try await lab.berth("kill", "1").code == 1)
        }
    }

    @Test("CMD-07 give-up ends a job whose host is gone, as lost; the worker no longer waits, the container goes later")
    func giveUp() async throws {
        let engine = try TestEngine.shared()
        try await Relay.with(to: engine) { relay in
            try await CommandLab.with { lab in
                try await lab.check("host", "add", "far", "--endpoint", relay.endpoint)
                try await lab.check("run", "-d", Self.image, "sleep", "600")
                try await lab.wait(for: "1", status: "running")
                let early = try await lab.berth("give-up", "1")
                #expect(early.code == 1)
                #expect(early.standardError.contains("not known to be away"))
                relay.close()
                relay.cut()
                try await eventually("the job is unknown") {
                    try await lab.check("show", "1").contains("unknown since")
                }
                #expect(try await lab.check("give-up", "1") == "1 failed")
                let job = try await lab.job("1")
                #expect(job.status == "failed")
                #expect(job.exitReason == "lost")
                #expect(try await lab.berth("give-up", "1").code == 1)
                // The worker has let go of it, and ends what comes back.
                relay.open()
                try await eventually("the container is removed") { try await lab.containers().isEmpty }
                #expect(try await lab.job("1").exitReason == "lost")
            }
        }
    }

    @Test("CMD-08 reap, without a worker, removes what has ended and leaves alone what is under way")
    func reap() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local", "--removal", "never")
            try await lab.check("run", Self.image, "true")
            try await lab.check("run", "-d", Self.image, "sleep", "600")
            try await lab.wait(for: "2", status: "running")
            let active = try await lab.berth("reap", "--yes")
            #expect(active.standardError.contains("A worker is active"))
            let status = try await lab.check("worker", "status", "--json")
            let process = try #require(Int32(status.firstMatch(of: /"processID" : (\d+)/)?.output.1 ?? ""))
            Glibc.kill(process, SIGKILL)
            try await eventually("the worker is gone") { try await lab.berth("worker", "status").code == 1 }
            try await lab.check("host", "edit", "local", "--removal", "at-once")
            let plan = try await lab.check("reap", "--dry-run")
            #expect(plan.contains("remove, its job has ended"))
            #expect(plan.split(separator: "\n").count == 1)
            #expect(try await lab.containers().count == 2)
            try await lab.check("reap", "--yes")
            #expect(try await lab.containers().count == 1)
            #expect(try await lab.check("reap", "--yes") == "Nothing lies about.")
            #expect(try await lab.check("events", "--limit", "5").contains("reaped"))
            try await lab.check("worker", "--background")
            #expect(try await lab.job("2").status == "running")
        }
    }

    @Test("CMD-08 cleanup --retention shows and does what the configuration says, as the worker does by itself")
    func retention() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let file = lab.root + "/berth.yaml"
            try Data("version: 1\nretention: {historyCount: 2}\n".utf8).write(to: URL(fileURLWithPath: file))
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            for _ in 0..<5 { try await lab.check("run", "-d", "--no-worker", "x", "y") }
            let first = try await lab.start("worker", "--once")
            #expect(try await first.end() == 0)
            let preview = try await lab.check("cleanup", "--retention", "--dry-run", "--config", file)
            #expect(preview.contains("3 jobs: more than 2 ended jobs are kept"))
            #expect(try await lab.check("list", "--all", "--format", "ids").split(separator: "\n").count == 5)
            let worker = try await lab.start("worker", "--config", file)
            try await eventually("the oldest are gone") {
                try await lab.check("list", "--all", "--format", "ids").split(separator: "\n").count == 2
            }
            try await eventually("the journal has a line") {
                try await lab.check("events").contains("Deleted 3 jobs.")
            }
            #expect(try await lab.berth("show", "1").code == 1)
            #expect(try await lab.job("5").status == "completed")
            worker.signal(SIGTERM)
            try await worker.end()
            try Data("version: 1\nretention: {historyCount: 0}\n".utf8).write(to: URL(fileURLWithPath: file))
            #expect(try await lab.check("cleanup", "--retention", "--yes", "--config", file).contains("Deleted 2 jobs"))
            let bad = lab.root + "/bad.yaml"
            try Data("version: 1\nretention: {logAge: 30}\n".utf8).write(to: URL(fileURLWithPath: bad))
            let refused = try await lab.berth("config", "check", "--config", bad)
            #expect(refused.code != 0)
            #expect(refused.standardError.contains("too short"))
        }
    }

    @Test("CMD-11 sample-data makes a host and jobs that really run; run twice it makes nothing twice")
    func sampleData() async throws {
        try await CommandLab.with { lab in
            let first = try await lab.check("sample-data", "--jobs", "6", "--image", Self.image)
            #expect(first.contains("6 new jobs, on host 'local'"))
            #expect(try await lab.check("sample-data", "--jobs", "6", "--image", Self.image).contains("0 new jobs"))
            let more = try await lab.check("sample-data", "--jobs", "7", "--no-worker", "--skip-host")
            #expect(more.contains("1 new job."))
            #expect(try await lab.check("host", "list", "--format", "ids") == "local")
            #expect(try await lab.check("run", "--template", "sample") == "hello from a template")
            try await lab.wait(for: "@sample-fails-5", status: "failed")
            try await lab.wait(for: "@sample-hello-1", status: "completed")
            #expect(try await lab.check("logs", "@sample-hello-1").contains("hello from a container"))
            #expect(try await lab.berth("sample-data", "--jobs", "many").code == 64)
        }
    }
}
