import Foundation
import JobCore
import Logging
import Testing

@testable import DockerExecution

struct EndpointTests {
    /// A home directory for one test.
    private func withHome(_ body: (URL) async throws -> Void) async throws {
        let home = URL(fileURLWithPath: "/tmp/berth-home-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        try await body(home)
    }

    private func discovery(_ environment: [String: String], _ home: URL) -> EndpointDiscovery {
        var environment = environment
        environment["XDG_RUNTIME_DIR"] = home.path
        return EndpointDiscovery(
            environment: environment, home: home.path, userID: 0, logger: Logger(label: "test"))
    }

    @Test(
        "DOCK-01 endpoints are read as docker has them, and written the same way",
        arguments: [
            "unix:///run/docker.sock", "tcp://h:2375", "tcp://h", "tcp://[::1]:2376", "tcp://10.0.0.1:2375", "ssh://h",
            "ssh://u@h", "ssh://u_1@h.example:2222", "ssh://u@h/run/user/1000/podman/podman.sock",
        ])
    func endpoints(text: String) throws {
        #expect(try EngineEndpoint(parsing: text).description == text)
    }

    @Test(
        "DOCK-13 S22 an address that is none is one sentence that says why, and reaches no program",
        arguments: [
            ("", "begins with none"), ("docker", "begins with none"), ("http://h", "begins with none"),
            ("unix://relative", "not the path"), ("unix:///" + String(repeating: "x", count: 108), "107"),
            ("unix:///a\0b", "another character"), ("tcp://a b", "holds a space"), ("tcp://h:0", "not a port"),
            ("tcp://h:99999", "not a port"), ("tcp://-h", "neither the name"), ("tcp://", "neither the name"),
            ("tcp://[::1", "']' is missing"), ("tcp://h/path", "neither the name"), ("tcp://u@h", "neither the name"),
            ("ssh://-oProxyCommand=id/", "neither the name"), ("ssh://-oProxyCommand=id@h", "not a user's name"),
            ("ssh://u;id@h", "not a user's name"), ("ssh://u@h;id", "neither the name"),
            ("ssh://u@h\nx", "another character"),
            ("ssh://u@h%00", "neither the name"), ("ssh://u:secret@h", "holds a password"),
            ("ssh://u@h?x=1", "neither the name"),
            ("ssh://u@h/a:b", "not the path of a socket"), ("ssh://u@h/%h", "not the path of a socket"),
            ("ssh://u@h/$HOME", "not the path of a socket"), ("ssh://ü@h", "another character"),
        ])
    func badEndpoints(text: String, why: String) {
        let error = #expect(throws: ExecutorError.self) { try EngineEndpoint(parsing: text) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains(why) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("secret") == false)
        #expect(error?.message.utf8.contains { $0 < 0x20 } == false)
    }

    @Test(
        "S22 S23 ssh gets its arguments one by one, the machine last and behind '--', and may never accept a host key")
    func sshArguments() throws {
        guard case .ssh(let target) = try EngineEndpoint(parsing: "ssh://u@h:22/x.sock") else { throw Missing() }
        let arguments = SSHCommand.arguments(for: target, socketPath: "/tmp/s")
        #expect(arguments.first == "ssh")
        #expect(Array(arguments.suffix(6)) == ["-p", "22", "-l", "u", "--", "h"])
        #expect(arguments.contains("/tmp/s:/x.sock"))
        for option in ["BatchMode=yes", "StrictHostKeyChecking=yes", "ExitOnForwardFailure=yes"] {
            #expect(arguments.contains(option))
        }
    }

    private struct Missing: Error {}

    @Test(
        "S23 F65 what ssh says becomes one sentence with a remedy",
        arguments: [
            ("@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nOffending key", "is another one than is known"),
            (
                "No ED25519 host key is known for h and you have requested strict checking.\nHost key verification failed.",
                "never accepts one by itself"
            ),
            ("u@h: Permission denied (publickey).", "may not log in"),
            ("ssh: Could not resolve hostname h: Name or service not known", "cannot be resolved"),
            ("ssh: connect to host h port 22: Connection refused", "no ssh server"),
            ("ssh: connect to host h port 22: Connection timed out", "does not answer"),
            ("sh: 2: ssh: not found", "Install openssh-client"),
            ("sh: line 2: ssh: command not found", "Install openssh-client"),
            ("", "without a word"),
            ("something \u{1b}[31mnew", "ssh says: something"),
        ])
    func sshReasons(output: String, sentence: String) throws {
        guard case .ssh(let target) = try EngineEndpoint(parsing: "ssh://u@h:22") else { throw Missing() }
        let reason = SSHCommand.reason(in: output, target: target)
        #expect(reason.contains(sentence), "\(reason)")
        #expect(!reason.contains("\u{1b}"))
    }

    @Test("DOCK-01 DOCKER_HOST is taken and asked, and it is said why")
    func dockerHost() async throws {
        let engine = try TestEngine.endpoint()
        try await withHome { home in
            let finding = try await discovery(["DOCKER_HOST": engine.description], home).find()
            #expect(finding.chosen?.endpoint == engine)
            #expect(finding.sentence.contains("named by DOCKER_HOST"))
            #expect(finding.sentence.hasPrefix("Engine Docker/"))
        }
    }

    @Test("DOCK-01 a directory of certificates that is not there is named")
    func missingCertificates() async throws {
        try await withHome { home in
            let discovery = discovery(
                [
                    "DOCKER_HOST": "tcp://127.0.0.1:9", "DOCKER_TLS_VERIFY": "1",
                    "DOCKER_CERT_PATH": home.path + "/nowhere",
                ], home)
            let error = await #expect(throws: ExecutorError.self) { try await discovery.find() }
            #expect(error?.message.contains("/nowhere', and there is no such directory") == true)
        }
    }

    @Test("F65 plain HTTP to a port for TLS is told with the options that mend it")
    func plainToTLS() {
        let failure = EngineFailure.status(400, message: "Client sent an HTTP request to an HTTPS server.")
        let error = ErrorSentence(operation: .ping, host: "tcp://h:2376").error(for: failure)
        #expect(error.code == .configuration)
        #expect(error.message.hasSuffix("It speaks TLS there: give --tls-ca, and --tls-cert and --tls-key."))
    }

    @Test("DOCK-01 what the user named is never replaced by a guess")
    func namedButAbsent() async throws {
        try await withHome { home in
            try FileManager.default.createSymbolicLink(
                atPath: home.path + "/docker.sock", withDestinationPath: try TestEngine.socketPath())
            let finding = try await discovery(["DOCKER_HOST": "unix:///nonexistent.sock"], home).find()
            #expect(finding.chosen?.outcome == .absent)
            #expect(finding.sentence.contains("is not there"))
        }
    }

    @Test("DOCK-01 docker contexts are followed: DOCKER_CONTEXT before currentContext", arguments: [true, false])
    func contexts(byVariable: Bool) async throws {
        let engine = try TestEngine.endpoint()
        try await withHome { home in
            for (name, host) in [("lab", engine.description), ("other", "unix:///nonexistent.sock")] {
                let folder = home.appendingPathComponent(".docker/contexts/meta/\(name)-hash")
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try Data(#"{"Name":"\#(name)","Endpoints":{"docker":{"Host":"\#(host)"}}}"#.utf8)
                    .write(to: folder.appendingPathComponent("meta.json"))
            }
            let current = byVariable ? "other" : "lab"
            try Data(#"{"currentContext":"\#(current)"}"#.utf8)
                .write(to: home.appendingPathComponent(".docker/config.json"))
            let finding = try await discovery(byVariable ? ["DOCKER_CONTEXT": "lab"] : [:], home).find()
            #expect(finding.chosen?.endpoint == engine)
            #expect(finding.sentence.contains(byVariable ? "DOCKER_CONTEXT=lab" : "current docker context 'lab'"))
        }
    }

    @Test("DOCK-01 a context that does not exist is an error that names it")
    func missingContext() async throws {
        try await withHome { home in
            let discovery = discovery(["DOCKER_CONTEXT": "nope"], home)
            let error = await #expect(throws: ExecutorError.self) { try await discovery.find() }
            #expect(error?.message.contains("'nope'") == true)
        }
    }

    @Test("S31 a docker configuration that is no JSON is an error that quotes none of it")
    func brokenConfiguration() async throws {
        try await withHome { home in
            try FileManager.default.createDirectory(
                at: home.appendingPathComponent(".docker"), withIntermediateDirectories: true)
            try Data(#"{"auths":{"r":{"auth":"hunter2"#.utf8).write(
                to: home.appendingPathComponent(".docker/config.json"))
            let discovery = discovery([:], home)
            let error = await #expect(throws: ExecutorError.self) { try await discovery.find() }
            #expect(error?.code == .configuration)
            #expect(error.map { "\($0) \($0.cause ?? "")" }?.contains("hunter2") == false)
        }
    }
}
