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

    /// `37/50 ended, 2 running, 1 failed`: what matters most first, for a narrow column cuts the rest.
    var outcome: String {
        var parts = [array.ended == total ? "all ended" : "\(array.ended)/\(total) ended"]
        let running = (array.counts[.running] ?? 0) + (array.counts[.launching] ?? 0)
        if array.failed > 0 { parts.append("\(array.failed) not well") }
        if running > 0 { parts.append("\(running) running") }
        return parts.joined(separator: ", ")
    }
}
