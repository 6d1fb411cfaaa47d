import Foundation
import JobCore

/// What the user's docker client is configured to: `config.json` and its contexts.
struct DockerConfiguration: Sendable {
    /// `~/.docker`, or what `DOCKER_CONFIG` names.
    let directory: URL
    let file: File

    /// The fields of `config.json` that are used here.
    struct File: Decodable, Sendable {
        var currentContext: String?
        var auths: [String: Login]?
        var credHelpers: [String: String]?
        var credsStore: String?
    }

    /// One entry of `auths`.
    struct Login: Decodable, Sendable {
        var auth: String?
        var username: String?
        var password: String?
        var identitytoken: String?
        var registrytoken: String?
    }

    /// Reads the configuration; a missing file is an empty one.
    /// - Throws: `configuration` when the file is there and cannot be read.
    static func load(environment: [String: String], home: String) throws(ExecutorError) -> DockerConfiguration {
        let directory =
            environment["DOCKER_CONFIG"].flatMap { $0.isEmpty ? nil : URL(fileURLWithPath: $0) }
            ?? URL(fileURLWithPath: home).appendingPathComponent(".docker")
        let path = directory.appendingPathComponent("config.json")
        guard FileManager.default.fileExists(atPath: path.path) else {
            return DockerConfiguration(directory: directory, file: File())
        }
        do {
            let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: path))
            return DockerConfiguration(directory: directory, file: file)
        } catch {
            // The error's own text could quote the file, which holds credentials.
            throw ExecutorError(
                .configuration,
                "Docker's configuration '\(path.path)' cannot be read: it is not readable, or not JSON of the known "
                    + "form. Repair it, or set DOCKER_CONFIG to another directory.")
        }
    }

    /// The way to the engine that a context names.
    /// - Throws: `configuration` when there is no such context, or it cannot be used.
    func access(ofContext name: String) throws(ExecutorError) -> EngineAccess {
        guard let context = contexts.first(where: { $0.name == name }) else {
            throw ExecutorError(
                .configuration,
                "The docker context '\(TextForSentence.shortened(name))' cannot be used: there is no such context with an endpoint in "
                    + "'\(directory.path)/contexts/meta'. See `docker context ls`, or set DOCKER_HOST.")
        }
        return try context.access.get()
    }

    /// All contexts with an endpoint, by name.
    ///
    /// They lie in directories named by a hash; each says its name inside, so all are looked through.
    var contexts: [DockerContext] {
        let folder = directory.appendingPathComponent("contexts")
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/meta")) ?? []
        return entries.compactMap { entry -> DockerContext? in
            guard let data = FileManager.default.contents(atPath: "\(folder.path)/meta/\(entry)/meta.json"),
                let wire = try? JSONDecoder().decode(WireContext.self, from: data),
                let endpoint = wire.endpoints?["docker"], let host = endpoint.host, !host.isEmpty
            else { return nil }
            let files = TLSFiles(inDirectory: "\(folder.path)/tls/\(entry)/docker")
            return DockerContext(
                name: wire.name,
                access: Result { () throws(ExecutorError) in
                    try Self.access(host, files, skipsVerification: endpoint.skipsVerification ?? false, of: wire.name)
                })
        }.sorted { $0.name < $1.name }
    }

    private static func access(
        _ host: String, _ files: TLSFiles, skipsVerification: Bool, of name: String
    ) throws(ExecutorError) -> EngineAccess {
        let endpoint = try EngineEndpoint(parsing: host)
        guard case .tcp = endpoint else { return EngineAccess(endpoint) }
        guard !skipsVerification else {
            throw ExecutorError(
                .configuration,
                "The docker context '\(name)' cannot be used: it does not verify who answers (SkipTLSVerify), and Berth "
                    + "always does. Give the context a CA.")
        }
        return EngineAccess(endpoint, tls: files == TLSFiles() ? nil : files)
    }

    private struct WireContext: Decodable {
        let name: String
        let endpoints: [String: WireEndpoint]?
        private enum CodingKeys: String, CodingKey { case name = "Name", endpoints = "Endpoints" }
    }

    private struct WireEndpoint: Decodable {
        let host: String?
        let skipsVerification: Bool?
        private enum CodingKeys: String, CodingKey { case host = "Host", skipsVerification = "SkipTLSVerify" }
    }
}
