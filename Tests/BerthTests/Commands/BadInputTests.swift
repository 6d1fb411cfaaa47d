import Foundation
import Testing

/// Issue 2, section 6: each one sentence with the thing and the remedy, the right exit code, and nothing lost.
@Suite(.timeLimit(.minutes(5))) struct BadInputTests {
    static let image = CommandLab.image

    @Test(
        "DOCK-05 CMD-01 bad input is refused in one sentence with code 64, before a store is made",
        arguments: [
            (["run", ""], "IMAGE"), (["run"], "IMAGE"), (["run", "Bad:::"], "IMAGE"),
            (["run", "--frobnicate", image], "--frobnicate"),
            (["run", "--rm", image], "--rm"), (["run", "-e", "NOPE", image], "NOPE"),
            (["run", "-m", "12x", image], "12x"),
            (["run", "-m", "5m", image], "6 MB"), (["run", "--cpus", "0", image], "--cpus"),
            (["run", "--cpus", "-1", image], "--cpus"), (["run", "--timeout", "0", image], "--timeout"),
            (["run", "--name", "a\u{1B}[2J", image], "U+001B"), (["run", "--privileged", image], "hosts.allow"),
            (["run", "-m"], "-m"), (["rnu"], "run"), (["logs", "x y"], "x y"), (["list", "--status", "done"], "done"),
            (["wait", "1", "--timeout", "x"], "x"), (["worker", "--max-concurrent", "0"], "--max-concurrent"),
            (["host", "add", "a", "--kind", "vm"], "vm"), (["cleanup", "--older-than", "x"], "x"),
        ])
    func refusesUsage(line: [String], hint: String) async throws {
        try await CommandLab.with { lab in
            let result = try await lab.berth(line)
            #expect(result.code == 64)
            expectOneSentence(result, naming: hint)
            #expect(!FileManager.default.fileExists(atPath: lab.storePath))
        }
    }

    @Test("CMD-01 an unknown host is refused with the known ones; nothing is queued")
    func unknownHost() async throws {
        try await CommandLab.with { lab in
            let result = try await lab.berth("run", "--host", "nope", Self.image, "true")
            #expect(result.code == 64)
            #expect(result.standardError.contains("no host 'nope'"))
            #expect(try await lab.check("list", "--format", "ids").isEmpty)
        }
    }

    @Test("CMD-01 without an engine it says what to do, with code 125")
    func noEngine() async throws {
        try await CommandLab.with(hasEngine: false) { lab in
            let result = try await lab.berth(
                "run", Self.image, "true", variables: ["DOCKER_HOST": "unix://\(lab.root)/none.sock"])
            #expect(result.code == 125)
            expectOneSentence(result, naming: "none.sock")
            #expect(result.standardError.contains("host add mock"))
        }
    }

    @Test("CMD-05 QUEUE-06 an image that does not exist is told once, without another attempt, with code 125")
    func noImage() async throws {
        try await CommandLab.with { lab in
            let result = try await lab.berth("run", "--pull", "never", "berth/nope:1", "true")
            #expect(result.code == 125)
            #expect(result.standardError.contains("berth/nope:1"))
            let job = try await lab.job("1")
            #expect(job.status == "failed")
            #expect(job.attempts.count == 1)
        }
    }

    @Test("CMD-01 a command that does not exist ends with 127, one that cannot be executed with 126")
    func noCommand() async throws {
        try await CommandLab.with { lab async throws in
            #expect(try await lab.berth("run", Self.image, "/no/such").code == 127)
            #expect(try await lab.berth("run", "--no-init", Self.image, "/no/such").code == 127)
            #expect(try await lab.berth("run", "--no-init", Self.image, "/etc").code == 126)
        }
    }

    @Test("F71 a damaged store is refused in words and left as it is")
    func damagedStore() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--no-worker", "--hold", Self.image, "true")
            let path = lab.storePath + "/berth.sqlite"
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
            let junk = Data(repeating: 0x5A, count: 8192)
            try junk.write(to: URL(fileURLWithPath: path))
            let result = try await lab.berth("run", Self.image, "true")
            #expect(result.code == 125)
            expectOneSentence(result, naming: path)
            #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == junk)
        }
    }

    @Test("S18 a store that others can read is refused with the remedy")
    func openStore() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--no-worker", "--hold", Self.image, "true")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: lab.storePath)
            let result = try await lab.berth("list")
            #expect(result.code == 1)
            expectOneSentence(result, naming: "chmod 700")
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: lab.storePath)
        }
    }

    @Test("F69 a store that is locked is waited for, then told in words; nothing is lost")
    func lockedStore() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--no-worker", "--hold", Self.image, "true")
            let database = lab.storePath + "/berth.sqlite"
            // The lock is held for 3 s, less than is waited for.
            let result = try await lab.shell(
                "(echo 'BEGIN EXCLUSIVE;'; sleep 3; echo 'COMMIT;') | sqlite3 '\(database)' & sleep 0.5; $berth hold 1; code=$?; wait; exit $code"
            )
            #expect(result.code == 0 || result.standardError.contains("hold"))
            #expect(try await lab.check("list", "--format", "ids") == "1")
        }
    }

    @Test("CMD-01 a store of a newer Berth is refused in words and left as it is")
    func newerStore() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--no-worker", "--hold", Self.image, "true")
            let database = lab.storePath + "/berth.sqlite"
            #expect(try await lab.shell("sqlite3 '\(database)' 'PRAGMA user_version = 7'").code == 0)
            for arguments in [["list"], ["show", "1"], ["hold", "1"]] {
                let result = try await lab.berth(arguments)
                #expect(result.code == 1)
                expectOneSentence(result, naming: "schema 7")
            }
            let run = try await lab.berth("run", Self.image, "true")
            #expect(run.code == 125)
            expectOneSentence(run, naming: "schema 7")
            #expect(try await lab.shell("sqlite3 '\(database)' 'SELECT count(*) FROM job'").standardOutput == "1\n")
        }
    }

    @Test("F66 F72 on a full disk and on a read-only file system nothing is lost and the sentence says why")
    func storeThatCannotBeWritten() async throws {
        try await CommandLab.with { lab in
            try await lab.check("run", "-d", "--no-worker", "--hold", Self.image, "true")
            let readOnly = try await lab.shell(
                "unshare -m bash -c 'mount --bind $BERTH_STORE $BERTH_STORE && mount -o remount,ro,bind $BERTH_STORE && $berth run -d --no-worker \(Self.image) true'"
            )
            #expect(readOnly.code == 125)
            expectOneSentence(readOnly, naming: "read-only")
            let full = try await lab.shell(
                "unshare -m bash -c 'cp -a $BERTH_STORE $BERTH_STORE.kept && mount -t tmpfs -o size=2m,mode=700 full $BERTH_STORE && cp -a $BERTH_STORE.kept/. $BERTH_STORE/ && { cat /dev/zero >$BERTH_STORE/filler 2>/dev/null; $berth run -d --no-worker \(Self.image) true; code=$?; rm $BERTH_STORE/filler; $berth list --format ids >&3; exit $code; }' 3>&1"
            )
            #expect(full.code == 125)
            expectOneSentence(full, naming: "is full")
            #expect(full.standardOutput == "1\n")
            #expect(try await lab.check("list", "--format", "ids") == "1")
        }
    }

    @Test("DOCK-13 CMD-01 a socket that the user may not open is told with the remedy, code 125")
    func socketWithoutPermission() async throws {
        try await CommandLab.with { lab in
            let result = try await lab.shell(
                "chmod 755 \(lab.root) && mkdir \(lab.root)/nobody && chown 65534 \(lab.root)/nobody && cp $berth \(lab.root)/berth && env BERTH_STORE=\(lab.root)/nobody/store HOME=\(lab.root)/nobody XDG_RUNTIME_DIR=\(lab.root)/nobody XDG_DATA_HOME=\(lab.root)/nobody XDG_CONFIG_HOME=\(lab.root)/nobody setpriv --reuid 65534 --regid 65534 --clear-groups \(lab.root)/berth run \(Self.image) true"
            )
            #expect(result.code == 125)
            #expect(result.standardError.hasPrefix("berth: "))
            for words in ["may not open its socket", "group docker", "rootless"] {
                #expect(result.standardError.contains(words), "\(result.standardError)")
            }
        }
    }

    /// One line that begins with the program's name, ends like a sentence and names the thing.
    private func expectOneSentence(
        _ result: ShellCommand, naming hint: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let lines = result.standardError.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 2 && lines.last == "", "\(result.standardError)", sourceLocation: sourceLocation)
        #expect(result.standardError.hasPrefix("berth: "), sourceLocation: sourceLocation)
        #expect(result.standardError.contains(hint), "\(result.standardError)", sourceLocation: sourceLocation)
        #expect([".", "?"].contains(lines.first?.last), sourceLocation: sourceLocation)
    }
}
