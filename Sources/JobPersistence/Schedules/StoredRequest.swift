import Foundation
import GRDB
import JobCore

/// The request of a schedule as its column holds it. Values that were taken from a person's environment and files are sealed,
/// all of them: which of them are secrets is for templates to say, and those change.
struct StoredRequest: Codable {
    private struct Sealed: Codable {
        var name: String
        var value: Data
    }

    private var request: RunRequest
    private var defaults: JobDefaults
    private var safety: SafetyPolicy
    private var directory: String
    private var home: String
    private var variables: [Sealed]
    private var files: [Sealed]

    init(_ source: ScheduledRequest, owner: UUID, secrets: SecretBox, _ db: Database) throws {
        func sealed(_ values: [String: String]) throws -> [Sealed] {
            try values.sorted { $0.key < $1.key }.map { name, value in
                Sealed(name: name, value: try secrets.seal(value, name: name, owner: owner, db))
            }
        }
        let surroundings = source.surroundings
        request = source.request
        defaults = surroundings.defaults
        safety = surroundings.safety
        directory = surroundings.workingDirectory
        home = surroundings.home
        variables = try sealed(surroundings.variables)
        files = try sealed(surroundings.files)
    }

    /// The request, the sealed values opened where a box is given and empty otherwise.
    func request(owner: UUID, secrets: SecretBox?, _ db: Database) throws -> ScheduledRequest {
        func opened(_ values: [Sealed]) throws -> [String: String] {
            let pairs = try values.map { sealed in
                (sealed.name, try secrets?.open(sealed.value, name: sealed.name, owner: owner, db) ?? "")
            }
            return Dictionary(pairs) { first, _ in first }
        }
        let surroundings = RunSurroundings(
            defaults: defaults, safety: safety, workingDirectory: directory, home: home,
            variables: try opened(variables), files: try opened(files))
        return ScheduledRequest(request: request, surroundings: surroundings)
    }
}
