/// `berth schedule list --format json`.
struct ScheduleListRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var schedules: [ScheduleRecord]

    private enum CodingKeys: CodingKey { case schemaVersion, schedules }
}
