import Foundation
import JobCore
import Testing

@testable import DockerExecution

struct RegistryLoginsTests {
    private let auth = Data("ann:pa:ss".utf8).base64EncodedString()

    private func withConfiguration(
        _ json: String, helpers: [String: String] = [:], _ body: (RegistryLogins) async throws -> Void
    ) async throws {
        let folder = URL(fileURLWithPath: "/tmp/berth-docker-\(UInt32.random(in: 0 ... .max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(json.utf8).write(to: folder.appendingPathComponent("config.json"))
        for (name, script) in helpers {
            let path = folder.appendingPathComponent("docker-credential-\(name)").path
            try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        try await body(
            RegistryLogins(
                environment: ["DOCKER_CONFIG": folder.path, "PATH": folder.path + ":/usr/bin:/bin"],
                home: "/nonexistent"))
    }

    @Test(
        "S31 a login goes to its own registry only",
        arguments: [
            ("r.io:5000", true), ("r.io", false), ("r.io:5001", false), ("docker.io", false), ("evil.r.io:5000", false),
        ])
    func onlyThatRegistry(registry: String, isFound: Bool) async throws {
        try await withConfiguration(#"{"auths":{"https://r.io:5000/v2/":{"auth":"\#(auth)"}}}"#) { logins in
            let login = try await logins.login(for: registry)
            #expect((login != nil) == isFound)
            if let login {
                #expect(login.username == "ann" && login.password == "pa:ss" && login.serverAddress == registry)
            }
        }
    }

    @Test("DOCK-06 the login of Docker Hub stands under its old address")
    func hub() async throws {
        try await withConfiguration(#"{"auths":{"https://index.docker.io/v1/":{"auth":"\#(auth)"}}}"#) { logins in
            let login = try await logins.login(for: "docker.io")
            #expect(login?.username == "ann")
            let other = try await logins.login(for: "r.io")
            #expect(other == nil)
        }
    }

    @Test("DOCK-06 a credential helper is asked on standard input, the one of the registry before the store")
    func helper() async throws {
        let echo = #"read s; printf '{"ServerURL":"%s","Username":"bob","Secret":"from-%s"}' "$s" "$1""#
        try await withConfiguration(
            #"{"credHelpers":{"r.io":"mine"},"credsStore":"all"}"#, helpers: ["mine": echo, "all": "exit 9"]
        ) { logins in
            let login = try await logins.login(for: "r.io")
            #expect(login?.username == "bob" && login?.password == "from-get" && login?.serverAddress == "r.io")
        }
    }

    @Test("DOCK-06 a helper's token is an identity token, its `not found` is no login, its failure an error")
    func helperAnswers() async throws {
        let token = #"printf '{"Username":"<token>","Secret":"t"}'"#
        try await withConfiguration(#"{"credsStore":"x"}"#, helpers: ["x": token]) { logins in
            let login = try await logins.login(for: "r.io")
            #expect(login?.identityToken == "t" && login?.username == nil)
        }
        let missing = "echo 'credentials not found in native keychain'; exit 1"
        try await withConfiguration(#"{"credsStore":"x"}"#, helpers: ["x": missing]) { logins in
            let login = try await logins.login(for: "r.io")
            #expect(login == nil)
        }
        for script in ["exit 1", "echo 'no json, but hunter2'"] {
            try await withConfiguration(#"{"credsStore":"x"}"#, helpers: ["x": script]) { logins in
                let error = await #expect(throws: ExecutorError.self) { try await logins.login(for: "r.io") }
                #expect(error?.code == .configuration)
                #expect(error?.message.contains("hunter2") == false)
            }
        }
    }

    @Test("S31 a helper's name is a name, never a path or an option", arguments: ["../x", "a/b", "a b", ""])
    func helperNames(name: String) async throws {
        try await withConfiguration(#"{"credsStore":"\#(name)"}"#) { logins in
            let error = await #expect(throws: ExecutorError.self) { try await logins.login(for: "r.io") }
            #expect(error?.code == .configuration)
        }
    }

    @Test("S31 a login prints as its registry alone")
    func printsNothing() {
        let login = RegistryLogin(username: "ann", password: "hunter2", serverAddress: "r.io")
        #expect("\(login)" == "login for r.io")
        #expect(String(reflecting: login) == "login for r.io")
    }

    @Test("DOCK-06 the header has the URL alphabet with padding")
    func header() throws {
        let login = RegistryLogin(username: "??>", password: "~~~???", serverAddress: "r.io")
        let value = try login.headerValue
        #expect(!value.contains("+") && !value.contains("/"))
        #expect(value.count % 4 == 0)
    }
}
