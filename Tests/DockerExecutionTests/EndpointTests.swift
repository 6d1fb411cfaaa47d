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
        "DOCK-01 tcp and ssh are refused in one sentence that says what works",
        arguments: [
            "tcp://h:2375", "ssh://u@h", "http://h",
        ])
    func laterEndpoints(text: String) {
        let error = #expect(throws: ExecutorError.self) { try EngineEndpoint(parsing: text) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("come with a later one") == true)
    }

    @Test(
        "DOCK-13 an address that is none is a configuration error",
        arguments: [
            "", "docker", "unix://relative", "unix:///" + String(repeating: "x", count: 108), "unix:///a\0b",
        ])
    func badEndpoints(text: String) {
        let error = #expect(throws: ExecutorError.self) { try EngineEndpoint(parsing: text) }
        #expect(error?.code == .configuration)
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

    @Test("DOCK-01 what the user named is never replaced by a guess")
    func namedButAbsent() async throws {
        let engine = try TestEngine.endpoint()
        try await withHome { home in
            try FileManager.default.createSymbolicLink(
                atPath: home.path + "/docker.sock", withDestinationPath: engine.socketPath)
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
