import GRDB
import JobCore

/// What live attempts hold on hosts, counted anew each time so that it cannot drift (BASE-10).
enum HostLedger {
    static func loads(_ db: Database) throws -> [String: HostLoad] {
        let rows = try db.rows(
            """
            SELECT attempt.host, count(*), coalesce(sum(job.memory_limit), 0), coalesce(sum(job.cpu_limit), 0.0)
            FROM attempt INDEXED BY attempt_live JOIN job ON job.number = attempt.job
            WHERE attempt.is_ended = 0 GROUP BY attempt.host
            """)
        var loads: [String: HostLoad] = [:]
        for row in rows {
            var column = ColumnReader(row)
            let host: String = column.next()
            loads[host] = HostLoad(attempts: column.next(), memory: .bytes(column.next()), cpus: column.next())
        }
        return loads
    }

    /// Whether one more attempt fits. A host whose memory or cores are not known is limited by its slots alone.
    static func fits(_ limits: ResourceLimits, on host: JobHost, load: HostLoad) -> Bool {
        guard host.isActive, load.attempts < host.slots else { return false }
        if let wanted = limits.memory, let memory = host.condition?.memory,
            load.memory.rawValue + wanted.rawValue > memory.rawValue
        {
            return false
        }
        if let wanted = limits.cpus, let cores = host.condition?.cores, load.cpus + wanted > Double(cores) {
            return false
        }
        return true
    }
}
