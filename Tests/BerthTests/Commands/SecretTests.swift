import Foundation
import Testing

/// Where a secret can be seen while a job with it runs.
@Suite("Secrets of a running job")
struct SecretTests {
    @Test("S15 I24 no process outside of the container has a secret in its arguments or its environment")
    func processes() async throws {
        try await CommandLab.with { lab in
            let secret = "hunter2-\(UInt64.random(in: 0 ... .max))"
            try secret.write(toFile: lab.root + "/key", atomically: true, encoding: .utf8)
            try await lab.check(
                "run", "-d", "--secret-file", "KEY=\(lab.root)/key", CommandLab.image, "sh", "-c",
                "echo ready; sleep 600")
            try await eventually("the job has its secret and runs") {
                try await lab.berth("logs", "1").standardOutput.contains("ready")
            }
            #expect(try Self.processes(naming: secret) == [])
        }
    }

    /// The processes of this machine, but for those in containers, whose arguments or environment hold a text.
    private static func processes(naming text: String) throws -> [String] {
        let wanted = Data(text.utf8)
        let ours = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")
        var seen = 0
        let found = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { process in
            guard Int(process) != nil,
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process)/ns/pid")) == ours
            else { return false }
            seen += 1
            return ["cmdline", "environ"].contains { file in
                FileManager.default.contents(atPath: "/proc/\(process)/\(file)")?.range(of: wanted) != nil
            }
        }
        // Worker, daemon, containerd, its shim, and these tests at least.
        try #require(seen >= 5)
        return found
    }

    @Test(
        "S16 a secret that a job writes itself, in one piece or in two, is kept as it was written, and the help says so"
    )
    func log() async throws {
        try await CommandLab.with { lab in
            try "hunter2".write(toFile: lab.root + "/key", atomically: true, encoding: .utf8)
            let run = try await lab.berth(
                "run", "-q", "--secret-file", "KEY=\(lab.root)/key", CommandLab.image, "sh", "-c",
                "echo \"$KEY\"; printf hun; sleep 0.5; echo ter2")
            #expect(run.standardOutput == "hunter2\nhunter2\n")
            #expect(try await lab.berth("logs", "1").standardOutput == "hunter2\nhunter2\n")
            let help = try await lab.berth("run", "--help").standardOutput.split(whereSeparator: \.isWhitespace)
            #expect(help.joined(separator: " ").contains("what the job itself writes is not masked"))
        }
    }
}
