import Foundation
import GRDB
public import JobCore

extension SQLiteJobStore {
    /// All groups by name, with the counts of their jobs that have not ended.
    public func groups() async throws(StoreError) -> [JobGroup] {
        try await read { db in try GroupLedger(db: db).all() }
    }

    /// Changes a group; a limit makes one that is not there.
    public func changeGroup(_ name: String, _ change: GroupChange, actor: String) async throws(StoreError) -> JobGroup {
        let now = now()
        return try await write { db in
            try GroupLedger(db: db).change(name, change, Journal(db: db, actor: actor, now: now))
        }
    }
}

extension GroupLedger {
    func change(_ name: String, _ change: GroupChange, _ journal: Journal) throws -> JobGroup {
        if case .limit = change { try ensure(name, now: journal.now) }
        let group = try existing(name)
        switch change {
        case .limit(let limit):
            try db.run("UPDATE job_group SET parallel = ? WHERE name = ?", [limit, name])
            try journal.note("group_set", job: nil, detail: "\(name): \(limit.map { "\($0) at once" } ?? "no limit")")
        case .pause:
            try db.run(
                "UPDATE job_group SET paused_at = coalesce(paused_at, ?) WHERE name = ?",
                [journal.now.microseconds, name])
            try journal.note("group_paused", job: nil, detail: name)
        case .resume:
            try db.run("UPDATE job_group SET paused_at = NULL WHERE name = ?", [name])
            try journal.note("group_resumed", job: nil, detail: name)
        case .remove:
            let active = group.counts.values.reduce(0, +)
            guard active == 0 else {
                throw StoreError(
                    .conflict,
                    "Group '\(name)' cannot be removed: \(active) job\(active == 1 ? " has" : "s have") not ended. "
                        + "Cancel \(active == 1 ? "it" : "them"), or wait.")
            }
            try db.run("DELETE FROM job_group WHERE name = ?", [name])
            try journal.note("group_removed", job: nil, detail: name)
            return group
        }
        return try existing(name)
    }

    private func existing(_ name: String) throws -> JobGroup {
        let groups = try all()
        guard let group = groups.first(where: { $0.name == name }) else {
            throw StoreError.noSuchGroup(name, known: groups.map(\.name))
        }
        return group
    }
}
