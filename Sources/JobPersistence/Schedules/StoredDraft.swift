import Foundation
import GRDB
import JobCore

/// The job of a schedule as its column holds it; secret values are sealed for the schedule.
struct StoredDraft: Codable {
    private struct Variable: Codable {
        var name: String
        /// Plain text, or nothing for a secret.
        var value: String?
        /// A sealed secret.
        var sealed: Data?
    }

    private var name: String?
    private var image: String
    private var spec: StoredSpec
    private var variables: [Variable]
    private var priority: Int
    private var maxAttempts: Int
    private var baseDelayInNanoseconds: Int64
    private var maxDelayInNanoseconds: Int64
    private var retriedExitCodes: [Int]
    private var retriesLost: Bool
    private var timeoutInNanoseconds: Int64?
    private var host: String?
    private var executor: HostKind?
    private var region: String?
    private var isRoutingRequired: Bool
    private var required: [HostTrait]?
    private var preferred: [HostTrait]?
    private var group: String?

    init(_ draft: JobDraft, owner: UUID, secrets: SecretBox, _ db: Database) throws {
        name = draft.name
        image = draft.spec.image
        spec = StoredSpec(draft.spec)
        variables = try draft.spec.environment.map { variable in
            guard variable.isSecret else { return Variable(name: variable.name, value: variable.value) }
            return Variable(
                name: variable.name, sealed: try secrets.seal(variable.value, name: variable.name, owner: owner, db))
        }
        priority = draft.priority
        let policy = draft.effectiveRetryPolicy
        maxAttempts = policy.maxAttempts
        baseDelayInNanoseconds = policy.baseDelay.nanoseconds
        maxDelayInNanoseconds = policy.maxDelay.nanoseconds
        retriedExitCodes = policy.retriedExitCodes.sorted()
        retriesLost = policy.retriesLost
        timeoutInNanoseconds = draft.timeout?.nanoseconds
        host = draft.routing.host
        executor = draft.routing.executor
        region = draft.routing.region
        isRoutingRequired = draft.routing.isRequired
        required = draft.routing.required.isEmpty ? nil : draft.routing.required
        preferred = draft.routing.preferred.isEmpty ? nil : draft.routing.preferred
        group = draft.group
    }

    /// The draft, secret values opened where a box is given.
    func draft(owner: UUID, secrets: SecretBox?, _ db: Database) throws -> JobDraft {
        var spec = spec.spec(image: image)
        spec.environment = try variables.map { variable in
            guard let sealed = variable.sealed else {
                return EnvironmentVariable(name: variable.name, value: variable.value ?? "")
            }
            let value = try secrets?.open(sealed, name: variable.name, owner: owner, db) ?? ""
            return EnvironmentVariable(name: variable.name, value: value, isSecret: true)
        }
        return JobDraft(
            name: name, spec: spec, priority: priority,
            retryPolicy: RetryPolicy(
                maxAttempts: maxAttempts, baseDelay: .nanoseconds(baseDelayInNanoseconds),
                maxDelay: .nanoseconds(maxDelayInNanoseconds), retriedExitCodes: Set(retriedExitCodes),
                retriesLost: retriesLost),
            timeout: timeoutInNanoseconds.map { .nanoseconds($0) },
            routing: RoutingPreference(
                host: host, executor: executor, region: region, isRequired: isRoutingRequired,
                required: required ?? [], preferred: preferred ?? []),
            group: group)
    }
}
