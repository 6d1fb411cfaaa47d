import JobCore
import Testing

/// The one table of a job's life.
struct JobStatusTests {
    /// QUEUE-03 as it is written, with the additions of decisions 3.
    static let table: [JobStatus: Set<JobStatus>] = [
        .pending: [.queued, .cancelled, .failed],
        .queued: [.pending, .launching, .cancelled, .failed],
        .launching: [.queued, .running, .completed, .retrying, .failed, .cancelled, .timeout],
        .running: [.completed, .failed, .timeout, .cancelled, .retrying],
        .retrying: [.launching, .pending, .cancelled, .failed],
    ]

    @Test(
        "QUEUE-02 QUEUE-03 every pair of statuses is a step of the table, or an error that names both",
        arguments: JobStatus.allCases, JobStatus.allCases)
    func pair(from: JobStatus, to: JobStatus) throws {
        if Self.table[from, default: []].contains(to) {
            try from.checkTransition(to: to)
            #expect(to.predecessors.contains(from))
        } else {
            let error = #expect(throws: JobTransitionError.self) { try from.checkTransition(to: to) }
            #expect(error == JobTransitionError(from: from, to: to))
            #expect(error?.description == "A job that is \(from) cannot become \(to).")
        }
    }

    @Test("I1 a terminal status has no successor, and an active one can reach every terminal status")
    func terminal() {
        #expect(Set(JobStatus.terminal) == [.completed, .failed, .timeout, .cancelled])
        for status in JobStatus.active {
            var reached: Set<JobStatus> = [status]
            while true {
                let wider = reached.reduce(reached) { $0.union($1.successors) }
                if wider == reached { break }
                reached = wider
            }
            #expect(reached.isSuperset(of: JobStatus.terminal), "\(status) is a dead end")
        }
    }
}
