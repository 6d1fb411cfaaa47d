import Foundation
import JobCore
import JobPersistence

/// Sees from outside when something is in the store: what it sees is committed.
struct StoreObserver: Sendable {
    let store: SQLiteJobStore

    /// How often it looks; a look costs microseconds.
    private static let pause = Duration.microseconds(500)

    /// Waits until a job has ended.
    /// - Returns: the job, and when its end was first seen.
    func end(of number: JobNumber, within limit: Duration) async throws -> (job: Job, seenAt: Date) {
        let deadline = ContinuousClock.now + limit
        var counter: Int64?
        while ContinuousClock.now < deadline {
            let current = try await store.changeCounter()
            if current != counter {
                counter = current
                let job = try await store.job(.number(number))
                if job.status.isTerminal { return (job, Date()) }
            }
            try await Task.sleep(for: Self.pause)
        }
        throw BenchFailure("Job \(number) did not end within \(limit.forPeople).")
    }

    /// Waits until no job is under way or waiting.
    func emptyQueue(within limit: Duration) async throws {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            let counts = try await store.counts()
            if JobStatus.active.allSatisfy({ counts[$0] == 0 }) { return }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw BenchFailure("The queue was not empty after \(limit.forPeople).")
    }

    /// Checks that so many jobs have completed, each in one attempt with a complete log, and nothing else is there.
    func expectCompleted(_ expected: Int) async throws {
        var seen = 0
        var query = JobQuery(limit: 1000)
        repeat {
            let page = try await store.jobs(query)
            for job in page.jobs {
                let attempts = try await store.attempts(of: job.number)
                guard job.status == .completed, attempts.count == 1, attempts[0].logCompleteness == .complete else {
                    throw BenchFailure(
                        "Job \(job.number) is \(job.status) after \(attempts.count) attempts, its log "
                            + "\(attempts.last.map { "\($0.logCompleteness)" } ?? "absent"); expected: completed, 1, complete."
                    )
                }
            }
            seen += page.jobs.count
            query.after = page.next
        } while query.after != nil
        guard seen == expected else { throw BenchFailure("\(seen) jobs are in the store, not \(expected).") }
    }
}
