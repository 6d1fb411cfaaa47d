import Foundation
import GRDB
import JobCore

/// Writes the audit journal (S35).
struct Journal {
    let db: Database
    let actor: String
    let now: Date

    func note(_ kind: String, job: JobNumber?, attempt: Int? = nil, detail: String? = nil) throws {
        try db.run(
            "INSERT INTO event (at, job, attempt, kind, detail, actor) VALUES (?, ?, ?, ?, ?, ?)",
            [now.microseconds, job?.rawValue, attempt, kind, detail, actor])
    }
}
