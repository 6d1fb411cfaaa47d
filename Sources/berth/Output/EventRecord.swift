import Foundation
import JobCore

/// A line of the journal as JSON shows it: one object a line (CMD-19). Fields are only ever added.
struct EventRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var sequence: Int64
    var at: Date
    var kind: String
    var job: Int64?
    var attempt: Int?
    var detail: String?
    var actor: String

    private enum CodingKeys: CodingKey { case schemaVersion, sequence, at, kind, job, attempt, detail, actor }

    init(_ event: JobEvent) {
        sequence = event.sequence
        at = event.at
        kind = event.kind
        job = event.job?.rawValue
        attempt = event.attempt
        detail = event.detail
        actor = event.actor
    }
}
