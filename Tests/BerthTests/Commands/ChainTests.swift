import Foundation
import Testing

/// The commands one after the other, as somebody uses them who sees Berth for the first time.
@Suite(.timeLimit(.minutes(5))) struct ChainTests {
    @Test("CMD-14 the whole chain on a real engine: sample data, run, worker, show, logs, clean-up")
    func chain() async throws {
        try await CommandLab.with { lab in
            let image = CommandLab.image
            // Containers stay until the clean-up, and nothing runs before the worker.
            let filled = try await lab.check("sample-data", "--jobs", "6", "--image", image, "--no-worker")
            #expect(filled.hasPrefix("6 new jobs, on host 'local'"))
            try await lab.check("host", "edit", "local", "--removal", "never")
            let own = try await lab.check(
                "run", "-d", "--no-worker", "--name", "mine", "--template", "sample", "-e", "GREETING=good morning")
            #expect(own == "7")
            #expect(
                try await lab.check("list", "--status", "queued", "--format", "ids").split(separator: "\n").count == 7)

            #expect(try await lab.berth("worker", "--once").code == 0)

            let shown = try await lab.check("show", "@mine")
            #expect(shown.contains("Template    sample"))
            #expect(shown.contains("ended well, exit code 0"))
            #expect(shown.contains("local (the only host that fits)"))
            #expect(try await lab.check("logs", "@mine") == "good morning from a template")
            #expect(try await lab.check("logs", "@sample-countdown-2") == "5\n4\n3\n2\n1")
            #expect(try await lab.check("logs", "@sample-hello-1", "--stream", "stderr") == "and this is stderr")
            let failed = try await lab.job("@sample-fails-5")
            #expect(failed.status == "failed")
            #expect(failed.exitCode == 3)
            #expect(try await lab.check("logs", "@sample-long-log-6", "--tail", "1") == "row 500")
            let status = try await lab.check("status")
            #expect(status.contains("6 completed"))

            #expect(try await lab.containers().count == 7)
            #expect(try await lab.check("cleanup", "--older-than", "0s", "--dry-run").contains("7"))
            #expect(try await lab.containers().count == 7)
            try await lab.check("cleanup", "--older-than", "0s", "--yes")
            #expect(try await lab.containers().isEmpty)
            // What the job was stays.
            #expect(try await lab.check("logs", "@mine") == "good morning from a template")
        }
    }
}
