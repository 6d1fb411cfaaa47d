import Foundation
import GRDB
import JobCore

/// The jobs that could be claimed now, by rank. Each open group is asked apart for as many as it may still start, so that one
/// with thousands of waiting jobs costs no more than another and stands in nobody's way (decisions 7).
struct ReadyQueue {
    private struct Entry {
        var rank: Int64
        var number: JobNumber
        var group: String?
    }

    let db: Database
    let now: Date
    /// Lets through what has a chance now; `nil` lets everything through.
    var gate: OpeningGate?

    mutating func front(limit: Int) throws -> [JobNumber] {
        let groups = try GroupLedger(db: db).underWay()
        var room = groups.mapValues { group in
            group.obstacle == nil ? group.parallel.map { $0 - group.live } ?? limit : 0
        }
        var entries = try ungrouped(limit) + due(limit, except: room.filter { $0.value == 0 }.map(\.key))
        for (name, places) in room where places > 0 { entries += try queued(in: name, limit: min(places, limit)) }
        entries.sort { ($0.rank, $0.number) < ($1.rank, $1.number) }
        var front: [JobNumber] = []
        for entry in entries where front.count < limit {
            if let group = entry.group {
                guard room[group] ?? limit > 0 else { continue }
                room[group]? -= 1
            }
            front.append(entry.number)
        }
        return front
    }

    private mutating func ungrouped(_ limit: Int) throws -> [Entry] {
        try entries(
            """
            INDEXED BY job_ready
            WHERE status = 'queued' AND group_name IS NULL
            """, [], limit)
    }

    private mutating func queued(in group: String, limit: Int) throws -> [Entry] {
        try entries(
            """
            INDEXED BY job_ready_in_group
            WHERE status = 'queued' AND group_name IS NOT NULL AND group_name = ?
            """, [group], limit)
    }

    /// Retries that are due. There are few of them, so that those of full groups may be walked over.
    private mutating func due(_ limit: Int, except groups: [String]) throws -> [Entry] {
        try entries(
            """
            INDEXED BY job_retry
            WHERE status = 'retrying' AND retry_at <= ?
                AND (group_name IS NULL OR group_name NOT IN (SELECT value FROM json_each(?)))
            """, [now.microseconds, try StoredJSON.text(groups)], limit)
    }

    private mutating func entries(
        _ tail: String, _ arguments: StatementArguments, _ limit: Int
    ) throws -> [Entry] {
        let asked = gate.map { ", \($0.columns)" } ?? ""
        let rows = try db.cursor(
            "SELECT number, coalesce(rank, 0), group_name\(asked) FROM job \(tail) ORDER BY rank, number", arguments)
        var entries: [Entry] = []
        while entries.count < limit, let row = try rows.next() {
            var column = ColumnReader(row)
            let number = JobNumber(column.next())
            let entry = Entry(rank: column.next(), number: number, group: column.optional())
            guard try gate?.letsThrough(&column) ?? true else { continue }
            entries.append(entry)
        }
        return entries
    }
}
