/// `berth group list --format json`.
struct GroupListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var groups: [GroupRecord]

    private enum CodingKeys: CodingKey { case schemaVersion, groups }
}
