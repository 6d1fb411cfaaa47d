/// `berth list --format json`.
struct JobListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var jobs: [JobRecord]
    /// Whether there are more jobs than were asked for.
    var hasMore: Bool

    private enum CodingKeys: CodingKey { case schemaVersion, jobs, hasMore }
}
