import JobCore
import JobEngine

/// The labels by which Berth knows its containers again (decisions 16).
struct IdentityLabels: Sendable {
    static let store = "berth.store"
    static let job = "berth.job"
    static let attempt = "berth.attempt"
    static let token = "berth.token"
    static let worker = "berth.worker"
    static let deadline = "berth.deadline"
    static let spec = "berth.spec"
    static let name = "berth.name"
    /// Every key that begins so is Berth's own.
    static let prefix = "berth."

    private let labels: [String: String]

    /// Reads the labels of a container.
    init(_ labels: [String: String]) {
        self.labels = labels
    }

    /// The labels of a container that is to be made: the user's own beside ours.
    static func make(for order: LaunchOrder) -> [String: String] {
        let identity = order.identity
        var labels = order.spec.labels
        labels[store] = identity.store.description
        labels[job] = identity.attempt.job.description
        labels[attempt] = String(identity.attempt.number)
        labels[token] = String(identity.token)
        labels[worker] = identity.worker.description
        labels[spec] = SpecificationDigest.of(order.spec)
        labels[name] = order.jobName
        labels[deadline] = identity.deadlineInSeconds.map { String($0) }
        return labels
    }

    /// The store, as its label has it.
    var store: String? { labels[Self.store] }

    /// The attempt; nil when a label is missing or damaged.
    var attempt: AttemptID? {
        guard let job = labels[Self.job].flatMap({ Int64($0) }), job > 0,
            let number = labels[Self.attempt].flatMap({ Int($0) }), number > 0
        else { return nil }
        return AttemptID(job: JobNumber(job), number: number)
    }

    var token: Int64? { labels[Self.token].flatMap { Int64($0) } }
}
