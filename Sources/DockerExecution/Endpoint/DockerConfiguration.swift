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

    /// The endpoint that a context names, as text.
    ///
    /// Contexts lie in directories named by a hash; each says its name inside, so all are looked through.
    /// - Throws: `configuration` when there is no such context.
    func endpoint(ofContext name: String) throws(ExecutorError) -> String {
        let meta = directory.appendingPathComponent("contexts/meta")
        let directories = (try? FileManager.default.contentsOfDirectory(atPath: meta.path)) ?? []
        for entry in directories.sorted() {
            let path = meta.appendingPathComponent(entry).appendingPathComponent("meta.json")
            guard let data = try? Data(contentsOf: path),
                let context = try? JSONDecoder().decode(Context.self, from: data),
                context.name == name, let host = context.endpoints?["docker"]?.host, !host.isEmpty
            else { continue }
            return host
        }
        throw ExecutorError(
            .configuration,
            "The docker context '\(name)' cannot be used: there is no such context with an endpoint in '\(meta.path)'. "
                + "See `docker context ls`, or set DOCKER_HOST.")
    }

    private struct Context: Decodable {
        let name: String
        let endpoints: [String: ContextEndpoint]?
        private enum CodingKeys: String, CodingKey { case name = "Name", endpoints = "Endpoints" }
    }

    private struct ContextEndpoint: Decodable {
        let host: String?
        private enum CodingKeys: String, CodingKey { case host = "Host" }
    }
}
