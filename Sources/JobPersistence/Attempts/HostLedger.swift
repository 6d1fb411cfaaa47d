import GRDB
import JobCore

/// What live attempts hold on hosts, counted anew each time so that it cannot drift (BASE-10).
enum HostLedger {
    /// By one query, however many hosts there are (ROUTE-12).
    static func loads(_ db: Database) throws -> [String: HostLoad] {
        let rows = try db.rows(
            """
            SELECT attempt.host, count(*), coalesce(sum(job.memory_limit), 0), coalesce(sum(job.cpu_limit), 0.0), NULL
            FROM attempt INDEXED BY attempt_live JOIN job ON job.number = attempt.job
            WHERE attempt.is_ended = 0 GROUP BY attempt.host
            UNION ALL
            SELECT host, 0, 0, 0.0, reserved FROM attempt INDEXED BY attempt_reserving
            WHERE is_ended = 0 AND reserved IS NOT NULL
            """)
        var loads: [String: HostLoad] = [:]
        for row in rows {
            var column = ColumnReader(row)
            let host: String = column.next()
            let (attempts, memory, cpus): (Int, Int64, Double) = (column.next(), column.next(), column.next())
            let reserved: String? = column.optional()
            if let reserved {
                let reservation: Reservation = try StoredJSON.value(reserved)
                loads[host, default: HostLoad()].add(reservation)
            } else {
                var load = HostLoad(attempts: attempts, memory: .bytes(memory), cpus: cpus)
                load.gpus = loads[host]?.gpus ?? []
                load.counters = loads[host]?.counters ?? [:]
                loads[host] = load
            }
        }
        return loads
    }
}
