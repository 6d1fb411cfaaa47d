/// Schedules that name templates keep the request, which is merged with them for each run. What hosts can do is asked anew:
/// there is one thing more that they may say (standard input), and silence of an older version is no answer.
enum SchemaVersion6 {
    static let sql = """
        ALTER TABLE schedule ADD COLUMN request TEXT;
        UPDATE host SET condition = NULL;
        """
}
