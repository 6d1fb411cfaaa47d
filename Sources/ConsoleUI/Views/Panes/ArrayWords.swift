import Foundation
import JobCore

/// What is said about an array in the row to which it is folded.
struct ArrayWords {
    let array: JobArray
    let now: Date

    private var total: Int { array.counts.values.reduce(0, +) }

    /// `50 jobs`
    var size: String { total == 1 ? "1 job" : "\(total) jobs" }

    /// For how long it has been there, while not all of it has ended.
    var age: String {
        guard !array.status.isTerminal else { return "" }
        return Duration.seconds(max(0, now.timeIntervalSince(array.createdAt)).rounded(.down)).forPeople
    }

    /// `37/50 ended, 1 failed, 2 running`
    var outcome: String {
        let running = (array.counts[.running] ?? 0) + (array.counts[.launching] ?? 0)
        return ([ended + " ended"] + trouble + (running > 0 ? ["\(running) running"] : [])).joined(separator: ", ")
    }

    /// The same for a narrow column, beside the status: `37/50 ended`, or `37/50, 1 failed`.
    var shortOutcome: String { trouble.isEmpty ? ended + " ended" : ([ended] + trouble).joined(separator: ", ") }

    private var ended: String { array.ended == total ? "all" : "\(array.ended)/\(total)" }

    private var trouble: [String] {
        let cancelled = array.counts[.cancelled] ?? 0
        return (array.failures > 0 ? ["\(array.failures) failed"] : [])
            + (cancelled > 0 ? ["\(cancelled) cancelled"] : [])
    }
}
