public import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// Up to which line the journal was looked through; `nil` when it never was.
    public func notificationCursor() async throws(StoreError) -> Int64? {
        try await read { db in try db.number("SELECT value FROM meta WHERE key = 'notify_cursor'") }
    }

    /// Adds notices and moves the cursor, in one write. One that is there already (same event and rule) stays.
    public func addNotifications(
        _ new: [NewNotification], cursor: Int64?, now: Date
    ) async throws(StoreError) {
        try await write { db in
            for notification in new {
                try db.run(
                    """
                    INSERT INTO notification (event, rule, job, body, created_at, due_at) VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (event, rule) DO NOTHING
                    """,
                    [
                        notification.event, notification.rule.bound, notification.job.rawValue,
                        notification.body.bound, now.microseconds, now.microseconds,
                    ])
            }
            guard let cursor else { return try db.run("DELETE FROM meta WHERE key = 'notify_cursor'") }
            try db.run(
                """
                INSERT INTO meta (key, value) VALUES ('notify_cursor', ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value
                """, [cursor])
        }
    }

    /// Notices that are due, the longest waiting first.
    public func dueNotifications(now: Date, limit: Int) async throws(StoreError) -> [PendingNotification] {
        try await read { db in
            try db.rows(
                """
                SELECT id, event, rule, job, body, created_at, tries FROM notification INDEXED BY notification_due
                WHERE due_at IS NOT NULL AND due_at <= ? ORDER BY due_at LIMIT ?
                """, [now.microseconds, limit]
            ).map { row in
                var column = ColumnReader(row)
                let id: Int64 = column.next()
                let content = NewNotification(
                    event: column.next(), rule: column.next(), job: JobNumber(column.next()), body: column.next())
                return PendingNotification(
                    id: id, content: content, createdAt: column.date(), tries: column.next())
            }
        }
    }

    /// When the next one is due; `nil` when none waits.
    public func nextNotification() async throws(StoreError) -> Date? {
        try await read { db in
            try db.number(
                "SELECT min(due_at) FROM notification INDEXED BY notification_due WHERE due_at IS NOT NULL"
            ).map { Date(microseconds: $0) }
        }
    }

    /// Stores what became of a try to deliver.
    public func record(
        _ result: NotificationResult, of notification: Int64, actor: String, now: Date
    ) async throws(StoreError) {
        try await write { db in
            let row = try db.row(
                "SELECT rule, job FROM notification WHERE id = ? AND ended_at IS NULL", [notification])
            guard let row else { return }
            var column = ColumnReader(row)
            let rule: String = column.next()
            let job = JobNumber(column.next())
            let journal = Journal(db: db, actor: actor, now: now)
            switch result {
            case .delivered:
                try db.run(
                    """
                    UPDATE notification SET tries = tries + 1, due_at = NULL, ended_at = ?, was_delivered = 1,
                        error = NULL WHERE id = ?
                    """, [now.microseconds, notification])
                try journal.note("notified", job: job, detail: "by rule '\(rule)'")
            case .retry(let moment, let error):
                try db.run(
                    "UPDATE notification SET tries = tries + 1, due_at = ?, error = ? WHERE id = ?",
                    [moment.microseconds, error.bound, notification])
            case .givenUp(let error):
                try db.run(
                    "UPDATE notification SET tries = tries + 1, due_at = NULL, ended_at = ?, error = ? WHERE id = ?",
                    [now.microseconds, error.bound, notification])
                try journal.note("notify_failed", job: job, detail: "Rule '\(rule)': \(error)")
            }
        }
    }

    /// What is not as it should be, for people.
    public func notificationTrouble(since: Date) async throws(StoreError) -> NotificationTrouble {
        try await read { db in
            let failed = try db.number(
                """
                SELECT count(*) FROM notification INDEXED BY notification_ended
                WHERE ended_at >= ? AND was_delivered = 0
                """, [since.microseconds])
            let retrying = try db.number(
                """
                SELECT count(*) FROM notification INDEXED BY notification_due
                WHERE due_at IS NOT NULL AND error IS NOT NULL
                """)
            let row = try db.row(
                """
                SELECT error FROM notification
                WHERE error IS NOT NULL AND (ended_at IS NULL OR ended_at >= ?) ORDER BY id DESC LIMIT 1
                """, [since.microseconds])
            return NotificationTrouble(failed: Int(failed ?? 0), retrying: Int(retrying ?? 0), error: row?[0])
        }
    }

    /// Forgets what ended before a time.
    public func deleteNotifications(endedBefore time: Date) async throws(StoreError) {
        // Mostly there is nothing, and nothing is written.
        let oldest = try await read { db in
            try db.number(
                "SELECT min(ended_at) FROM notification INDEXED BY notification_ended WHERE ended_at IS NOT NULL")
        }
        guard let oldest, oldest < time.microseconds else { return }
        try await write { db in
            try db.run("DELETE FROM notification WHERE ended_at < ?", [time.microseconds])
        }
    }
}
