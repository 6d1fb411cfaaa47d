/// Schedules that name templates keep the request, which is merged with them for each run.
enum SchemaVersion6 {
    static let sql = "ALTER TABLE schedule ADD COLUMN request TEXT"
}
