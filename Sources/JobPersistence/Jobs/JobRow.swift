import Foundation
import GRDB
import JobCore

/// Reads rows of `job`.
enum JobRow {
    /// The columns in the order in which `decode` takes them.
    static let columns = """
        number, uuid, name, image, spec, status, priority, max_attempts, base_delay_ns, max_delay_ns, retried_exit_codes,
        retries_lost, timeout_ns, wanted_host, wanted_executor, wanted_region, is_routing_required, created_at, not_before,
        eligible_at, started_at, finished_at, retry_at, cancel_requested_at, cancel_requested_by, kill_requested, held_at,
        unknown_since, blocked_reason, attempt_number, attempts_used, infrastructure_failures, host, routing_reason,
        exit_code, exit_reason, last_error, rerun_of, group_name, template, open_dependencies, array_of, array_index,
        array_size, unique_key, schedule, routing
        """

    static func decode(_ row: Row, _ decoder: JSONDecoder) throws -> Job {
        var column = ColumnReader(row)
        let number = JobNumber(column.next())
        let uuid = try column.uuid()
        let name: String = column.next()
        let image: String = column.next()
        let stored = try StoredSpec.reading(column.next(), decoder)
        let status: JobStatus = try column.word()
        let priority: Int = column.next()
        let policy = retryPolicy(&column)
        let timeout: Int64? = column.optional()
        let routing = try RoutingPreference(
            host: column.optional(), executor: column.optionalWord(), region: column.optional(),
            isRequired: column.next())
        var job = Job(
            number: number, uuid: uuid, name: name, spec: stored.spec(image: image), status: status,
            priority: priority, retryPolicy: policy, timeout: timeout.map { .nanoseconds($0) }, routing: routing,
            createdAt: column.date())
        try readProgress(&column, into: &job)
        return job
    }

    private static func retryPolicy(_ column: inout ColumnReader) -> RetryPolicy {
        let attempts: Int = column.next()
        let base: Int64 = column.next()
        let cap: Int64 = column.next()
        let codes: String = column.next()
        return RetryPolicy(
            maxAttempts: attempts, baseDelay: .nanoseconds(base), maxDelay: .nanoseconds(cap),
            retriedExitCodes: Set(codes.split(separator: ",").compactMap { Int($0) }), retriesLost: column.next())
    }

    private static func readProgress(_ column: inout ColumnReader, into job: inout Job) throws {
        job.notBefore = column.optionalDate()
        job.eligibleAt = column.optionalDate()
        job.startedAt = column.optionalDate()
        job.finishedAt = column.optionalDate()
        job.retryAt = column.optionalDate()
        job.cancelRequestedAt = column.optionalDate()
        job.cancelRequestedBy = column.optional()
        job.killRequested = column.next()
        job.heldAt = column.optionalDate()
        job.unknownSince = column.optionalDate()
        job.blockedReason = column.optional()
        job.attemptNumber = column.next()
        job.attemptsUsed = column.next()
        job.infrastructureFailures = column.next()
        job.host = column.optional()
        job.routingReason = column.optional()
        job.exitCode = column.optional()
        job.exitReason = try column.optionalWord()
        job.lastError = column.optional()
        let rerunOf: Int64? = column.optional()
        job.rerunOf = rerunOf.map { JobNumber($0) }
        job.group = column.optional()
        job.template = column.optional()
        job.openDependencies = column.next()
        let array: Int64? = column.optional()
        let (index, size): (Int?, Int?) = (column.optional(), column.optional())
        if let array { job.array = ArrayMembership(array: JobNumber(array), index: index ?? 0, size: size ?? 0) }
        job.uniqueKey = column.optional()
        job.schedule = column.optional()
        try StoredTraits.add(column.optional(), to: &job.routing)
    }
}
