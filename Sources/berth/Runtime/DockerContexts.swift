import DockerExecution
import Glibc
import JobCore

/// The contexts of docker's own configuration, as hosts to be.
enum DockerContexts {
    /// All of them, by name.
    static func all(_ settings: Settings) async throws -> [DockerContext] {
        try await EndpointDiscovery(
            environment: settings.environment, home: settings.directories.home, userID: geteuid(), logger: .silent
        ).contexts()
    }

    /// The way to the engine of one.
    ///
    /// - Throws: `InvalidInput` when there is none of that name, or it cannot be used.
    static func access(of name: String, _ settings: Settings) async throws -> EngineAccess {
        let contexts = try await all(settings)
        guard let context = contexts.first(where: { $0.name == name }) else {
            let known = contexts.map(\.name).joined(separator: ", ")
            throw InvalidInput(
                "--context",
                "There is no docker context '\(TextForSentence.shortened(name))' with an endpoint. There are: \(known.isEmpty ? "none" : known)."
            )
        }
        return try context.access.get()
    }

    /// A context's name as that of a host, whose grammar knows no plus.
    static func hostName(_ context: String) -> String {
        String(context.map { $0 == "+" ? "-" : $0 }.prefix(63))
    }
}
