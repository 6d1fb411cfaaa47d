import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct JobVerbTests {
    static let image = CommandLab.image

    @Test("CMD-07 cancel, hold, release, retry, delete: what fails is told, exit 1, the others are still done")
    func verbs() async throws {
        try await CommandLab.with { lab in
            for _ in 1...3 { try await lab.check("run", "-d", "--hold", "--no-worker", Self.image, "true") }
            let cancelled = try await lab.berth("cancel", "1", "99", "2", "1")
            #expect(cancelled.code == 1)
            #expect(cancelled.standardOutput == "1 cancelled\n2 cancelled\n")
            #expect(cancelled.standardError.contains("'99'"))
            #expect(cancelled.standardError.contains("Job 1"))
            #expect(try await lab.check("release", "3") == "3 queued")
            #expect(try await lab.berth("wait", "-q", "3").code == 0)
            #expect(try await lab.berth("hold", "3").code == 1)
            #expect(try await lab.check("retry", "3") == "4 repeats 3")
            #expect(try await lab.berth("wait", "-q", "4").code == 0)
            #expect(try await lab.job("4").rerunOf == 3)
            #expect(
                try await lab.check("delete", "--all", "--status", "cancelled", "--yes").split(separator: "\n").count
                    == 2)
            #expect(try await lab.check("list", "--format", "ids") == "4\n3")
            #expect(try await lab.berth("delete", "--all").code == 1)
        }
    }

    @Test("CMD-07 a running job is cancelled by its worker; CMD-04 the list says so")
    func cancelRunning() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--name", "sleeper", "--stop-timeout", "1s", Self.image, "sleep", "600")
            try await lab.wait(for: "@sleeper", status: "running")
            #expect(try await lab.check("cancel", "@sleeper").contains("being cancelled"))
            #expect(try await lab.berth("wait", "-q", "1").code == 130)
            #expect(try await lab.check("list", "--status", "cancelled", "--format", "ids") == "1")
            #expect(try await lab.check("list", "--status", "active", "--format", "ids").isEmpty)
            #expect(try await lab.check("list", "--name", "sleep", "--since", "1h").contains("sleeper"))
        }
    }

    @Test("CMD-06 logs: tail, since, grep, timestamps, stream, follow")
    func logs() async throws {
        try await CommandLab.with { lab in
            try await lab.check(
                "run", "-d", Self.image, "sh", "-c",
                "for i in 1 2 3 4 5; do echo out $i; echo err $i >&2; done; sleep 2; printf last")
            let follow = try await lab.berth("logs", "-f", "1", "--stream", "stdout")
            #expect(follow.code == 0)
            #expect(follow.standardOutput == "out 1\nout 2\nout 3\nout 4\nout 5\nlast")
            #expect(try await lab.berth("logs", "1", "-n2", "--stream", "stderr").standardOutput == "err 4\nerr 5\n")
            #expect(try await lab.berth("logs", "1", "--tail", "1").standardOutput == "last")
            let matched = try await lab.berth("logs", "1", "--grep", "^out [24]$")
            #expect(matched.standardOutput == "out 2\nout 4\n")
            #expect(matched.standardError.isEmpty)
            let stamped = try await lab.berth("logs", "1", "-t", "--stream", "stdout", "-n", "1").standardOutput
            #expect(stamped.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z last/) != nil)
            #expect(try await lab.berth("logs", "1", "--since", "2000-01-01").standardOutput.count == 34)
            #expect(try await lab.berth("logs", "1", "--until", "2000-01-01").standardOutput.isEmpty)
            #expect(try await lab.berth("logs", "1", "--attempt", "2").code == 64)
            #expect(try await lab.berth("logs", "1", "--grep", "(").code == 64)
        }
    }

    @Test("S12 a pipe gets the exact bytes; a terminal gets escape sequences shown, not obeyed, unless --raw")
    func terminalSafety() async throws {
        try await CommandLab.with { lab in
            let script = #"printf '\033]52;c;x\007\033[2Jred\377\n'"#
            let run = try await lab.shell(
                "$berth run -q \(Self.image) sh -c \"$1\" | od -An -tx1".replacing(
                    "$1", with: script.replacing("\\", with: "\\\\")))
            #expect(run.standardOutput.contains("1b 5d 35 32"))
            let onTerminal = try await lab.shell("script -qec \"$berth logs 1\" /dev/null | od -An -tx1")
            #expect(!onTerminal.standardOutput.contains("1b"))
            #expect(onTerminal.standardOutput.contains("5e 5b"))
            let raw = try await lab.shell("script -qec \"$berth logs 1 --raw\" /dev/null | od -An -tx1")
            #expect(raw.standardOutput.contains("1b 5d 35 32"))
        }
    }

    @Test("CMD-08 cleanup removes containers of ended jobs and orphans, shows them first, and keeps running ones")
    func cleanup() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "local", "--removal", "never")
            #expect(try await lab.berth("run", Self.image, "true").code == 0)
            #expect(try await lab.berth("run", Self.image, "false").code == 1)
            try await lab.check("run", "-d", Self.image, "sleep", "600")
            try await lab.wait(for: "3", status: "running")
            try await lab.check("delete", "2")
            #expect(try await lab.containers().count == 3)
            let preview = try await lab.check("cleanup", "--older-than", "0s", "--dry-run")
            #expect(preview.contains("its job is not known here"))
            #expect(preview.contains("To remove: 2 containers."))
            #expect(
                try await lab.check("cleanup", "--older-than", "0s", "--orphans", "--yes").contains(
                    "Removed 1 container."))
            #expect(
                try await lab.check("cleanup", "--older-than", "0s", "--status", "completed", "--yes").contains(
                    "Removed 1 container."))
            #expect(try await lab.containers().count == 1)
            #expect(try await lab.job("3").status == "running")
        }
    }
}
