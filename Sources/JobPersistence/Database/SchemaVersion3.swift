/// Notices of ended jobs on their way: what was decided about an event of the journal, until it was delivered or given up.
/// How far the journal was looked through stands in `meta.notify_cursor`; it moves in the transaction that adds the rows.
enum SchemaVersion3 {
    static let sql = """
        CREATE TABLE notification (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            event INTEGER NOT NULL,
            rule TEXT NOT NULL,
            job INTEGER NOT NULL,
            body TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            due_at INTEGER,
            tries INTEGER NOT NULL DEFAULT 0,
            ended_at INTEGER,
            was_delivered INTEGER NOT NULL DEFAULT 0,
            error TEXT,
            UNIQUE (event, rule)
        ) STRICT;

        CREATE INDEX notification_due ON notification (due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX notification_ended ON notification (ended_at) WHERE ended_at IS NOT NULL;
        """
}
