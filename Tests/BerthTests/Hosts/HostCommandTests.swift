import Foundation
import Testing

/// `berth host` beyond what `HostAndWorkerTests` has.
@Suite(.timeLimit(.minutes(3))) struct HostCommandTests {
    static let image = CommandLab.image

    @Test("CMD-09 a check says what was found on each step, and where it ended")
    func check() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "near")
            let well = try await lab.check("host", "check", "near")
            for step in ["socket", "version", "capabilities", "clock"] { #expect(well.contains("    \(step) ")) }
            try await lab.check("host", "add", "gone", "--endpoint", "tcp://127.0.0.1:9")
            let sick = try await lab.berth("host", "check", "gone")
            #expect(sick.code == 1)
            #expect(sick.standardOutput.contains("✗ connect"))
            let json = try await lab.berth("host", "check", "gone", "--json")
            #expect(json.standardOutput.contains("\"outcome\":\"failed\""))
        }
    }

    @Test("CMD-09 a drained host takes no new job, and the wait ends with its last one; set is another word for edit")
    func drain() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "near")
            try await lab.check("host", "set", "near", "--slots", "3")
            try await lab.check("run", "-d", "--network", "none", Self.image, "sleep", "300")
            try await lab.wait(for: "1", status: "running")
            let early = try await lab.berth("host", "drain", "near", "--timeout", "0.1s")
            #expect(early.code == 124)
            #expect(early.standardError.contains("One job still runs on 'near'."))
            #expect(try await lab.check("host", "list").contains("inactive"))
            let waiting = try await lab.start("host", "drain", "near")
            try await lab.check("cancel", "1", "--kill", "--yes")
            #expect(try await waiting.end() == 0)
            #expect(waiting.log.contains("Nothing runs on 'near' any more."))
        }
    }

    @Test("CMD-09 DOCK-01 docker contexts are listed, imported with their TLS files, and refused in one sentence each")
    func contexts() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let engine = try TestEngine.shared().url
            let contexts: [(name: String, host: String, extra: String)] = [
                ("near+1", engine, ""), ("blind", "tcp://127.0.0.1:2376", #","SkipTLSVerify":true"#),
                ("bad", "npipe://x", ""),
            ]
            for (name, host, extra) in contexts {
                let folder = "\(lab.root)/.docker/contexts/meta/\(name)-hash"
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
                try #"{"Name":"\#(name)","Endpoints":{"docker":{"Host":"\#(host)"\#(extra)}}}"#
                    .write(toFile: folder + "/meta.json", atomically: true, encoding: .utf8)
            }
            let list = try await lab.check("host", "import")
            #expect(list.contains("near+1") && list.contains(engine))
            #expect(list.contains("SkipTLSVerify"))
            let some = try await lab.berth("host", "import", "--all")
            #expect(some.code == 1)
            #expect(some.standardOutput.hasPrefix("near-1: ok"))
            #expect(some.standardError.contains("blind: not added."))
            #expect(some.standardError.contains("bad: not added."))
            #expect(try await lab.check("host", "list", "--format", "ids") == "near-1")
            #expect(try await lab.berth("host", "import", "nope").code == 64)
            try await lab.check("host", "add", "again", "--context", "near+1")
            #expect(try await lab.check("host", "show", "again").contains(engine))
        }
    }

    @Test(
        "CMD-09 an archived host is gone from lists and routing, its history stays, and its name is kept until it is freed"
    )
    func archive() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            func addMock(_ name: String) async throws {
                try await lab.check("host", "add", name, "--kind", "mock", "--option", "duration=0s")
            }
            try await addMock("old")
            try await lab.check("host", "edit", "old", "--weight", "7")
            _ = try await lab.berth("run", "--host", "old", "i", "true")
            try await lab.check("host", "remove", "--archive", "old")
            #expect(try await lab.check("host", "list", "--format", "ids").isEmpty)
            let all = try await lab.check("host", "list", "--all")
            #expect(all.contains("old") && all.contains("archived"))
            #expect(try await lab.check("host", "list", "--all", "--format", "json").contains("\"archivedAt\""))
            #expect(try await lab.check("show", "1").contains("old"))
            #expect(!(try await lab.check("logs", "1").isEmpty))
            #expect(try await lab.check("events").contains("host_archived"))

            for command in [["host", "add", "old", "--kind", "mock"], ["host", "show", "old"]] {
                let refused = try await lab.berth(command)
                #expect(refused.code != 0)
                #expect(
                    refused.standardError.contains("Host 'old' is archived. `berth host activate old` brings it back"))
            }
            #expect(try await lab.berth("host", "remove", "--archive", "old").code != 0)
            try await lab.check("host", "activate", "old")
            #expect(try await lab.check("host", "show", "old").contains("Weight      7"))
            try await lab.check("host", "remove", "--archive", "old")
            try await lab.check("host", "remove", "old")
            #expect(try await lab.check("host", "list", "--all", "--format", "ids").isEmpty)
            try await addMock("old")
        }
    }

    @Test("BASE-13 a job that needs what no host has is refused when it is submitted, with the reason")
    func capabilities() async throws {
        try await CommandLab.with { lab in
            try await lab.check("host", "add", "near")
            // The worker asks the engine, and writes down what it can do.
            try await lab.check("run", "--network", "none", Self.image, "true")
            #expect(try await lab.check("host", "show", "near").contains("limits of memory"))
            let refused = try await lab.berth("run", "-d", "--gpus", "all", Self.image, "true")
            #expect(refused.code == 64)
            #expect(refused.standardError.contains("The job needs GPUs, which host 'near' does not have."))
            #expect(try await lab.check("list", "--all", "--format", "ids") == "1")
        }
    }

    @Test("BASE-02 BASE-03 the file sets what holds for all hosts, and is refused with its line where it is wrong")
    func settingsFile() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let path = lab.root + "/c.yaml"
            try "version: 1\nhosts:\n  timeout: 30s\n  maxRetries: 0\n".write(
                toFile: path, atomically: true, encoding: .utf8)
            let shown = try await lab.berth("config", "show", "--config", path)
            #expect(shown.standardOutput.contains("hosts.timeout"))
            #expect(shown.standardOutput.contains("30 s"))
            for (line, sentence) in [
                ("timeout: -3s", "out of range"), ("debugMode: sometimes", "neither true nor false"),
                ("maxRetries: -1", "0 to 100"), ("colour: red", "'colour' is not a key of 'hosts'"),
            ] {
                try "version: 1\nhosts:\n  \(line)\n".write(toFile: path, atomically: true, encoding: .utf8)
                let refused = try await lab.berth("config", "check", "--config", path)
                #expect(refused.code != 0)
                #expect(refused.standardError.contains(sentence), "\(refused.standardError)")
                #expect(refused.standardError.contains("3"), "\(refused.standardError)")
            }
        }
    }
}
