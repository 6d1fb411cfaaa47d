import JobCore

/// `berth show --json` and `berth run --result FILE`: a job with its attempts and its environment, secrets masked.
struct JobDetailRecord: Encodable {
    struct Variable: Encodable {
        var name: String
        /// Absent for a secret.
        var value: String?
        var isSecret: Bool
    }

    var job: JobRecord
    var environment: [Variable]
    var attempts: [AttemptRecord]
    /// What it comes after.
    var after: [DependencyRecord]
    /// The hosts that did not take it, and why.
    var rejectedHosts: [RejectedHost]
    /// What `berth run` and `berth wait` exit with; absent while the job has not ended.
    var resultCode: Int32?

    init(
        _ job: Job, attempts: [Attempt], dependencies: [JobDependency], rejected: [RejectedHost], record: JobRecord
    ) {
        self.job = record
        after = dependencies.map(DependencyRecord.init)
        self.attempts = attempts.map(AttemptRecord.init)
        rejectedHosts = rejected
        environment = job.spec.environment.map {
            Variable(name: $0.name, value: $0.isSecret ? nil : $0.value, isSecret: $0.isSecret)
        }
        resultCode = job.status.isTerminal ? ExitStatus.of(job) : nil
    }

    private enum CodingKeys: CodingKey { case schemaVersion, environment, attempts, after, rejectedHosts, resultCode }

    func encode(to encoder: any Encoder) throws {
        // The job's own fields stand at the top, so that `jq .status` works.
        try job.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(JSONText.schemaVersion, forKey: .schemaVersion)
        try container.encode(environment, forKey: .environment)
        try container.encode(attempts, forKey: .attempts)
        try container.encode(after, forKey: .after)
        try container.encode(rejectedHosts, forKey: .rejectedHosts)
        try container.encodeIfPresent(resultCode, forKey: .resultCode)
    }
}
