import Foundation

/// What a notice says, as JSON: the fields of `berth show --json`, without command and variables. Fields are only added.
public struct NotificationBody: Encodable {
    /// Grows when a field changes its meaning or goes away.
    public let schemaVersion = 1
    /// What happened.
    public let type = "job.ended"
    /// The line of the journal; the same notice has the same one, so that a receiver can drop what comes twice.
    public let event: Int64
    /// Which store.
    public let store: String
    /// The rule that told it.
    public let rule: String
    /// The job as it ended.
    public let job: JobFields

    /// The job as it ended.
    public struct JobFields: Encodable {
        let id: Int64
        let uuid: String
        let name: String
        let status: String
        let image: String
        let labels: [String: String]
        let group: String?
        let host: String?
        let exitCode: Int?
        let exitReason: String?
        let error: String?
        let attempt: Int
        let createdAt: String
        let startedAt: String?
        let finishedAt: String?
        let durationSeconds: Double?
    }

    /// Tells of a job that has ended.
    public init(_ job: Job, event: Int64, store: StoreID, rule: String) {
        self.event = event
        self.store = "\(store)"
        self.rule = rule
        let start = job.startedAt
        self.job = JobFields(
            id: job.number.rawValue, uuid: job.uuid.uuidString.lowercased(), name: job.name,
            status: job.status.rawValue, image: job.spec.image, labels: job.spec.labels, group: job.group,
            host: job.host, exitCode: job.exitCode, exitReason: job.exitReason?.rawValue, error: job.lastError,
            attempt: job.attemptNumber, createdAt: EngineTime(job.createdAt).timestamp,
            startedAt: start.map { EngineTime($0).timestamp },
            finishedAt: job.finishedAt.map { EngineTime($0).timestamp },
            durationSeconds: job.finishedAt.flatMap { end in start.map { max(0, end.timeIntervalSince($0)) } })
    }

    /// One line of JSON with sorted keys.
    public var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings and finite numbers alone: it can always be written.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
