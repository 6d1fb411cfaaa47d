import Foundation

/// Asks an engine by itself, beside everything that is under test.
struct EngineAPI: Sendable {
    let engine: TestEngine

    /// A container as the engine's list has it.
    struct Container: Decodable, Sendable {
        let id: String
        let names: [String]
        let state: String
        let labels: [String: String]

        private enum CodingKeys: String, CodingKey {
            case id = "Id", names = "Names", state = "State", labels = "Labels"
        }
    }

    /// Sends a request.
    ///
    /// - Parameter json: the request's body.
    /// - Returns: the answer's status and body.
    func send(
        _ method: String, _ path: String, json: String? = nil, within seconds: Int = 60
    ) async throws -> (status: Int, body: String) {
        let body = json.map { ["-H", "Content-Type: application/json", "-d", $0] } ?? []
        let answer = try await ShellCommand.check(
            "curl",
            ["-sS", "-m", "\(seconds)", "-g", "-X", method, "-w", "\n%{http_code}", "--unix-socket", engine.socketPath]
                + body + ["http://docker\(path)"])
        let parts = answer.split(separator: "\n", omittingEmptySubsequences: false)
        return (Int(parts.last ?? "") ?? 0, parts.dropLast().joined(separator: "\n"))
    }

    /// All containers that carry the label of a store.
    func containers(ofStore store: String, within seconds: Int = 60) async throws -> [Container] {
        let filter = "%7B%22label%22%3A%5B%22berth.store%3D\(store)%22%5D%7D"
        let (status, body) = try await send("GET", "/containers/json?all=1&filters=\(filter)", within: seconds)
        guard status == 200 else { throw ShellCommand.Failure(description: "The engine answers \(status): \(body)") }
        return try JSONDecoder().decode([Container].self, from: Data(body.utf8))
    }

    /// Removes a container by force, as somebody else would.
    func remove(_ container: String) async throws {
        _ = try await send("DELETE", "/containers/\(container)?force=1&v=1")
    }
}
