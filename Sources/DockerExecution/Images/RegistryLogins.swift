import Foundation
import JobCore
import Subprocess
import SystemPackage

/// Finds the user's login for one registry in docker's configuration: credential helper, store, or `auths` (S31).
///
/// Read anew for every pull, so that a fresh `docker login` counts, and nothing secret is kept.
struct RegistryLogins: Sendable {
    /// Where Docker Hub's logins stand.
    private static let hub = "https://index.docker.io/v1/"

    /// Of which `DOCKER_CONFIG` and `PATH` are used.
    let environment: [String: String]
    let home: String

    /// The login for a registry as an image reference names it; nil when the user has none.
    /// - Throws: `configuration` when docker's configuration cannot be read, or its credential helper fails.
    func login(for registry: String) async throws(ExecutorError) -> RegistryLogin? {
        let (environment, home) = (environment, home)
        let file = try await BlockingWork.run { () throws(ExecutorError) in
            try DockerConfiguration.load(environment: environment, home: home).file
        }
        let server = registry == "docker.io" ? Self.hub : registry
        if let helper = file.credHelpers?[server] ?? file.credHelpers?[registry] ?? file.credsStore {
            return try await ask(helper: helper, server: server)
        }
        return file.auths.flatMap { Self.find(registry, in: $0) }.map { Self.login($0, server: server) }
    }

    /// Keys of `auths` may have a scheme and a path; host and port are what counts.
    static func find(_ registry: String, in auths: [String: DockerConfiguration.Login]) -> DockerConfiguration.Login? {
        if registry == "docker.io" {
            return auths[hub] ?? auths.first { ["index.docker.io", "docker.io"].contains(hostname(of: $0.key)) }?.value
        }
        return auths[registry] ?? auths.first { hostname(of: $0.key) == registry }?.value
    }

    private static func hostname(of key: String) -> String {
        let bare = key.range(of: "://").map { key[$0.upperBound...] } ?? Substring(key)
        return String(bare.prefix { $0 != "/" })
    }

    static func login(_ entry: DockerConfiguration.Login, server: String) -> RegistryLogin {
        var login = RegistryLogin(serverAddress: server)
        login.username = entry.username
        login.password = entry.password
        if let auth = entry.auth, let data = Data(base64Encoded: auth) {
            let parts = String(decoding: data, as: UTF8.self).split(separator: ":", maxSplits: 1)
            if parts.count == 2 {
                login.username = String(parts[0])
                login.password = String(parts[1].prefix { $0 != "\0" })
            }
        }
        login.identityToken = entry.identitytoken.flatMap { $0.isEmpty ? nil : $0 }
        login.registryToken = entry.registrytoken.flatMap { $0.isEmpty ? nil : $0 }
        if login.identityToken != nil { login.password = nil }
        return login
    }

    /// Asks `docker-credential-NAME get`: the server goes in on standard input, JSON comes out.
    private func ask(helper: String, server: String) async throws(ExecutorError) -> RegistryLogin? {
        let plain = helper.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "/") }
        guard plain, !helper.isEmpty else {
            throw failure(helper, "its name is not one of a credential helper")
        }
        let answer: (text: String, isSuccess: Bool)
        do {
            var variables: [Environment.Key: String] = [:]
            for (key, value) in environment { variables[Environment.Key(stringLiteral: key)] = value }
            // Written before the helper starts: one that ends without reading would break the pipe under a writer.
            let (readEnd, writeEnd) = try FileDescriptor.pipe()
            try writeEnd.closeAfter { _ = try writeEnd.writeAll(server.utf8) }
            let record = try await run(
                .name("docker-credential-\(helper)"), arguments: ["get"], environment: .custom(variables),
                input: .fileDescriptor(readEnd, closeAfterSpawningProcess: true), output: .string(limit: 64 << 10),
                error: .discarded)
            answer = (record.standardOutput, record.terminationStatus.isSuccess)
        } catch is CancellationError {
            throw ExecutorError(.unknown, "The pull was cancelled while docker-credential-\(helper) was asked.")
        } catch {
            throw failure(helper, "it cannot be run. Is it installed and in PATH?")
        }
        guard answer.isSuccess else {
            // The protocol's word for `no login`: not an error.
            if answer.text.contains("credentials not found") { return nil }
            throw failure(helper, "it failed for '\(server)'")
        }
        struct Answer: Decodable {
            let username: String
            let secret: String
            private enum CodingKeys: String, CodingKey { case username = "Username", secret = "Secret" }
        }
        guard let entry = try? JSONDecoder().decode(Answer.self, from: Data(answer.text.utf8)) else {
            throw failure(helper, "its answer is not the JSON of a credential helper")
        }
        var login = RegistryLogin(serverAddress: server)
        if entry.username == "<token>" {
            login.identityToken = entry.secret
        } else {
            (login.username, login.password) = (entry.username, entry.secret)
        }
        return login
    }

    private func failure(_ helper: String, _ why: String) -> ExecutorError {
        ExecutorError(
            .configuration,
            "The credential helper 'docker-credential-\(helper)' of docker's configuration cannot be used: \(why). "
                + "Repair it, or take it out of config.json.")
    }
}
