import DockerExecution
import Glibc
import JobCore
import JobEngine

/// Gives a store its first host: the engine that this user means, found once and written down with its explicit endpoint.
enum FirstHost {
    /// Adds host `local` when the store has none, saying so on stderr.
    ///
    /// - Throws: `CommandFailure` with the remedies when no engine answers.
    static func ensure(_ runtime: Runtime) async throws {
        if let sentence = try await add(runtime) { StandardError.say(sentence) }
    }

    /// Adds host `local` when the store has none.
    ///
    /// - Returns: what was added, a sentence; `nil` when there was a host.
    /// - Throws: `CommandFailure` with the remedies when no engine answers.
    static func add(_ runtime: Runtime) async throws -> String? {
        guard try await runtime.manager.hosts.list().isEmpty else { return nil }
        let finding = try await find(runtime.settings)
        guard let chosen = finding.chosen, case .answers = chosen.outcome else {
            throw CommandFailure(
                "\(finding.sentence) Start Docker or Podman, set DOCKER_HOST, or add a simulated host: `berth host add mock --kind mock`."
            )
        }
        do {
            try await runtime.manager.hosts.add(
                JobHost(
                    name: "local", kind: .docker, endpoint: chosen.endpoint.description,
                    options: chosen.access.hostOptions))
        } catch {
            guard case .store(let failure) = error, failure.code == .conflict else { throw error }
            return nil  // Another process was faster.
        }
        return "\(finding.sentence) It is now host 'local' of this store; see `berth host list`."
    }

    /// Looks for the engine that this user means.
    static func find(_ settings: Settings) async throws -> EndpointFinding {
        try await EndpointDiscovery(
            environment: settings.environment, home: settings.directories.home, userID: geteuid(), logger: .silent
        ).find()
    }
}
