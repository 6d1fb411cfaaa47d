import Foundation
import GRDB
import JobCore

/// Reads rows of `attempt`.
enum AttemptRow {
    /// The columns in the order in which `decode` takes them.
    static let columns = """
        job, number, token, host, worker, container_name, claimed_at, execution_id, is_ended, started_ns, finished_ns,
        settled_at, removed_at, timeout_requested_at, daemon, daemon_replaced_ns, exit_code, was_out_of_memory,
        exit_reason, error, routing_reason, log_bytes, log_lines, log_completeness, peak_memory, cpu_seconds, reserved
        """

    static func decode(_ row: Row) throws -> Attempt {
        var column = ColumnReader(row)
        let id = AttemptID(job: JobNumber(column.next()), number: column.next())
        let token: Int64 = column.next()
        let host: String = column.next()
        let worker: UUID? = column.optional()
        let name: String = column.next()
        var attempt = Attempt(
            id: id, token: token, host: host, worker: worker.map { WorkerID($0) }, containerName: name,
            claimedAt: column.date())
        let execution: String? = column.optional()
        attempt.executionID = execution.map { ExecutionID($0) }
        attempt.isEnded = column.next()
        attempt.startedAt = column.optionalEngineTime()
        attempt.finishedAt = column.optionalEngineTime()
        attempt.settledAt = column.optionalDate()
        attempt.removedAt = column.optionalDate()
        attempt.timeoutRequestedAt = column.optionalDate()
        let daemon: String? = column.optional()
        let replacedAt = column.optionalEngineTime()
        attempt.witness = daemon.map { EngineWitness(daemon: $0, replacedAt: replacedAt) }
        attempt.exitCode = column.optional()
        attempt.wasOutOfMemory = column.next()
        attempt.exitReason = try column.optionalWord()
        attempt.error = column.optional()
        attempt.routingReason = column.optional()
        attempt.logBytes = column.next()
        attempt.logLines = column.next()
        attempt.logCompleteness = try completeness(column.next())
        let peak: Int64? = column.optional()
        attempt.peakMemory = peak.map { .bytes($0) }
        attempt.cpuSeconds = column.optional()
        let reserved: String? = column.optional()
        if let reserved { attempt.reservation = try StoredJSON.value(reserved) }
        return attempt
    }

    static func word(_ completeness: LogCompleteness) -> String {
        switch completeness {
        case .open: "open"
        case .complete: "complete"
        case .incomplete(let reason): reason.rawValue
        }
    }

    private static func completeness(_ word: String) throws -> LogCompleteness {
        switch word {
        case "open": return .open
        case "complete": return .complete
        default:
            guard let reason = LogCompleteness.Reason(rawValue: word) else {
                throw StoredValueError(what: "log completeness", text: word)
            }
            return .incomplete(reason)
        }
    }
}
