public import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// Registers a worker, or renews its lease.
    public func renewLease(_ worker: WorkerRecord, now: Date) async throws(StoreError) {
        try await write { db in
            try db.run(
                """
                INSERT INTO worker (id, process_id, machine, started_at, renewed_at, lease_until, version)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET renewed_at = excluded.renewed_at, lease_until = excluded.lease_until
                """,
                [
                    worker.id.uuid, worker.processID, worker.machine, worker.startedAt.microseconds, now.microseconds,
                    worker.leaseUntil.microseconds, worker.version,
                ])
            try db.run(
                "UPDATE attempt INDEXED BY attempt_live SET lease_until = ? WHERE is_ended = 0 AND worker = ?",
                [worker.leaseUntil.microseconds, worker.id.uuid])
        }
    }

    /// Takes a worker off the register.
    public func endWorker(_ worker: WorkerID, now: Date) async throws(StoreError) {
        try await write { db in
            try db.run("UPDATE worker SET ended_at = ? WHERE id = ?", [now.microseconds, worker.uuid])
        }
    }

    /// The workers on the register, newest first.
    public func workers() async throws(StoreError) -> [WorkerRecord] {
        try await read { db in
            try db.rows(
                """
                SELECT id, process_id, machine, started_at, renewed_at, lease_until, version, ended_at FROM worker
                ORDER BY started_at DESC
                """
            ).map { row in
                var column = ColumnReader(row)
                return WorkerRecord(
                    id: WorkerID(try column.uuid()), processID: column.next(), machine: column.next(),
                    startedAt: column.date(), renewedAt: column.date(), leaseUntil: column.date(),
                    version: column.next(), endedAt: column.optionalDate())
            }
        }
    }
}
