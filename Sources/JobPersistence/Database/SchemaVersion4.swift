/// Jobs remember the template that they were made of.
enum SchemaVersion4 {
    static let sql = "ALTER TABLE job ADD COLUMN template TEXT"
}
