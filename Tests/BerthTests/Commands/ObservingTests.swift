import Foundation
import Glibc
import Testing

@testable import berth

/// Commands that look into running jobs and at what happened: exec, stats, events.
@Suite(.timeLimit(.minutes(5))) struct ObservingTests {
    static let image = CommandLab.image

    /// A line of `berth events --format json`.
    struct EventView: Decodable {
        var schemaVersion: Int
        var sequence: Int
        var at: String
        var kind: String
        var job: Int?
        var actor: String
    }

    @Test("CMD-18 exec runs a command in the job's container: streams apart, input passed on, its own exit code")
    func exec() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", Self.image, "sleep", "600")
            try await lab.wait(for: "1", status: "running")
            let both = try await lab.berth("exec", "1", "sh", "-c", "echo out; echo err >&2; exit 7")
            #expect(both.code == 7)
            #expect(both.standardOutput == "out\n")
            #expect(both.standardError == "err\n")
            let input = try await lab.shell(#"printf 'a\nb\n' | $berth exec -i 1 wc -l"#)
            #expect(input.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines) == "2")
            // Options behind the job, and a command's own options.
            let later = try await lab.shell(#"echo x | $berth exec 1 -i cat - -"#)
            #expect(later.standardOutput == "x\n")
            // Engines up to 20.10 answer with 126 for both.
            #expect(try await lab.berth("exec", "1", "/no/such").code == 127)
            #expect(try await lab.berth("exec", "1", "no-such").code == 127)
            #expect(try await lab.berth("exec", "1", "/etc/hosts").code == 126)
            #expect(try await lab.berth("exec", "1").code == 64)
            #expect(try await lab.berth("exec", "-t", "1", "sh").code == 64)
            let large = try await lab.shell(#"$berth exec 1 head -c 3000000 /dev/zero | wc -c"#)
            #expect(large.standardOutput.trimmingCharacters(in: .whitespacesAndNewlines) == "3000000")
            try await lab.check("kill", "1")
            try await lab.wait(for: "1", status: "cancelled")
            let gone = try await lab.berth("exec", "1", "true")
            #expect(gone.code == 125)
            #expect(gone.standardError.contains("no container that runs"))
            #expect(try await lab.berth("exec", "99", "true").code == 125)
        }
    }

    @Test("CMD-18 exec -it is a terminal: its size, ^C goes to the command, and the modes come back")
    func terminal() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", Self.image, "sleep", "600")
            try await lab.wait(for: "1", status: "running")
            try await TmuxTerminal.with(lab, columns: 117, rows: 31) { terminal in
                let loop = #"trap "echo caught; exit 3" INT; echo ready; while :; do sleep 1; done"#
                let script = "sleep 2; stty size; " + loop
                try await terminal.type("before=$(stty -g); $berth exec -it 1 sh -c '\(script)'; echo code $?")
                try await terminal.press("Enter")
                try await terminal.wait(for: "\nready")
                #expect(try await terminal.screen().contains("31 117"))
                try await terminal.press("C-c")
                try await terminal.wait(for: "code 3")
                #expect(try await terminal.screen().contains("caught"))
                try await terminal.type("[ \"$before\" = \"$(stty -g)\" ] && echo as before")
                try await terminal.press("Enter")
                try await terminal.wait(for: "\nas before")
            }
        }
    }

    @Test("CMD-19 events: the journal as one JSON object a line, by job, by time, behind a line, and as it happens")
    func events() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock", "--option", "duration=0s")
            let follower = try await lab.start("events", "--follow", "--format", "json", "--job", "1")
            // Without the job yet it is refused; with it, it goes on.
            #expect(try await follower.end() == 1)
            try await lab.check("run", "-d", "--no-worker", "x", "y")
            let live = try await lab.start("events", "--follow", "--format", "json", "--job", "1")
            try await eventually("it shows what was") { live.log.contains("submitted") }
            try await lab.check("run", "-d", "x", "y")
            try await lab.wait(for: "1", status: "completed")
            try await eventually("it shows what comes") { live.log.contains("\"completed\"") }
            live.signal(SIGINT)
            try await live.end()
            let all = try views(try await lab.check("events", "--after", "0", "--format", "json"))
            #expect(all.allSatisfy { $0.schemaVersion == 1 && $0.at.hasSuffix("Z") && !$0.actor.isEmpty })
            #expect(all.map(\.sequence) == all.map(\.sequence).sorted())
            let mine = try views(live.log)
            #expect(mine.allSatisfy { $0.job == 1 })
            #expect(Set(mine.map(\.sequence)).count == mine.count)
            #expect(Set(mine.map(\.kind)).isSuperset(of: ["submitted", "launching", "running", "completed"]))
            #expect(try await lab.check("events", "--limit", "2", "--format", "json").split(separator: "\n").count == 2)
            let middle = try #require(all.dropFirst(2).first)
            let rest = try views(try await lab.check("events", "--after", "\(middle.sequence)", "--format", "json"))
            #expect(rest.first?.sequence == all.dropFirst(3).first?.sequence)
            #expect(try await lab.check("events", "--since", "1h").contains("submitted"))
            #expect(try await lab.berth("events", "--limit", "some").code == 64)
        }
    }

    @Test("CMD-19 stats: what running jobs use, once or again and again, as table and JSON")
    func stats() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "-m", "64m", Self.image, "sh", "-c", "while :; do :; done")
            try await lab.wait(for: "1", status: "running")
            let table = try await lab.check("stats", "--no-stream")
            #expect(table.hasPrefix("JOB"))
            #expect(table.contains("64 MB"))
            #expect(table.firstMatch(of: /\d+\.\d %/) != nil)
            let json = try await lab.check("stats", "--no-stream", "--format", "json", "1")
            let fields = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
            #expect(fields["job"] as? Int == 1)
            #expect((fields["cpuPercent"] as? Double ?? 0) > 1)
            #expect((fields["memoryBytes"] as? Int ?? 0) > 0)
            #expect(fields["memoryLimitBytes"] as? Int == 64 << 20)
            let stream = try await lab.start("stats", "--format", "json", "--interval", "200ms", "1")
            try await eventually("three looks") { stream.log.split(separator: "\n").count >= 3 }
            try await lab.check("kill", "1")
            // A job that was named has ended: there is nothing more to show.
            #expect(try await stream.end() == 0)
            #expect(try await lab.check("stats", "--no-stream").contains("No job runs."))
            #expect(try await lab.berth("stats", "--interval", "1ms").code == 64)
        }
    }

    @Test("S35 every request and every deletion leaves a line with who, when and by which command")
    func audit() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            try await lab.check("host", "add", "mock", "--kind", "mock")
            try await lab.check("host", "edit", "mock", "--slots", "2")
            for _ in 0..<2 { try await lab.check("run", "-d", "--no-worker", "x", "y") }
            try await lab.check("hold", "1")
            try await lab.check("release", "--no-worker", "1")
            try await lab.check("cancel", "1")
            try await lab.check("kill", "2")
            try await lab.check("delete", "1")
            try await lab.check("host", "remove", "mock")
            let events = try views(try await lab.check("events", "--after", "0", "--format", "json"))
            let wanted = [
                ("host_added", "host add"), ("host_changed", "host edit"), ("submitted", "run"), ("held", "hold"),
                ("queued", "release"), ("cancelled", "cancel"), ("cancelled", "kill"), ("deleted", "delete"),
                ("host_removed", "host remove"),
            ]
            for (kind, command) in wanted {
                #expect(
                    events.contains { event in
                        event.kind == kind
                            && event.actor.wholeMatch(of: /\S+@\S+ \((.+), \d+\)/)?.output.1 == command[...]
                    }, "\(kind) by \(command)")
            }
            // The journal of a deleted job stays.
            #expect(events.contains { $0.job == 1 && $0.kind == "deleted" })
        }
    }

    private func views(_ text: String) throws -> [EventView] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(EventView.self, from: Data($0.utf8)) }
    }
}
