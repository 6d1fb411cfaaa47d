import Foundation
import JobCore

/// `berth show --json` of an array of jobs.
struct ArrayRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    var id: Int64
    var name: String
    /// Of the whole.
    var status: String
    var size: Int
    var firstJob: Int64
    var lastJob: Int64
    /// Jobs by status.
    var counts: [String: Int]
    /// The jobs that ended otherwise than well.
    var failed: [Int64]
    var createdAt: Date
    var rerunOf: Int64?

    private enum CodingKeys: CodingKey {
        case schemaVersion, id, name, status, size, firstJob, lastJob, counts, failed, createdAt, rerunOf
    }

    init(_ array: JobArray, failed: [JobNumber]) {
        id = array.number.rawValue
        name = array.name
        status = array.status.rawValue
        size = array.size
        firstJob = array.numbers.lowerBound
        lastJob = array.numbers.upperBound
        counts = Dictionary(uniqueKeysWithValues: JobStatus.allCases.map { ($0.rawValue, array.counts[$0] ?? 0) })
        self.failed = failed.map(\.rawValue)
        createdAt = array.createdAt
        rerunOf = array.rerunOf?.rawValue
    }
}
