import Foundation
import JobCore
import JobEngine

/// `berth list --watch`: the table drawn anew, or one line for each change.
struct JobWatcher {
    let lister: JobLister
    let isPlain: Bool

    /// Ends only by ^C or a closed output.
    func watch() async throws {
        let events = FollowEvents(lister.manager, takesKeys: false)
        defer { events.close() }
        var shown: [JobNumber: String] = [:]
        var hasBegun = false
        try await show(&shown, &hasBegun)
        for await event in events.stream {
            guard case .job = event else { continue }
            try await show(&shown, &hasBegun)
        }
    }

    private func show(_ shown: inout [JobNumber: String], _ hasBegun: inout Bool) async throws {
        let (jobs, arrays, _) = try await lister.jobs()
        let now = Date()
        defer { hasBegun = true }
        guard isPlain else {
            let out = OutputWriter.stdout
            let lines = JobTable.lines(jobs, arrays, width: out.width, now: now)
            // Home, then each line with the rest of its row cleared, then everything below.
            let text = "\u{1B}[H" + lines.map { $0 + "\u{1B}[K\n" }.joined() + "\u{1B}[J"
            return try await out.write(Array(((hasBegun ? "" : "\u{1B}[2J") + text).utf8))
        }
        for job in jobs.sorted(by: { $0.number < $1.number }) {
            if let array = arrays[job.number] {
                guard shown.updateValue(array.countsInWords, forKey: array.number) != array.countsInWords else {
                    continue
                }
                let clock = Timestamp.person(now).suffix(8)
                try await OutputWriter.stdout.line(
                    TerminalSafe.text("\(clock) array \(array.number) (\(array.name)) \(array.countsInWords)"))
                continue
            }
            let words =
                job.status.isLive && !job.isCancelling
                ? job.status.rawValue : "\(job.status): \(ResultSentence.describe(job, now: now))"
            // What only tells the time is no change.
            let key =
                "\(job.status) \(job.isCancelling) \(job.blockedReason ?? "") \(job.heldAt != nil) \(job.unknownSince != nil)"
            guard shown.updateValue(key, forKey: job.number) != key else { continue }
            let clock = Timestamp.person(now).suffix(8)
            try await OutputWriter.stdout.line(TerminalSafe.text("\(clock) job \(job.number) (\(job.name)) \(words)"))
        }
    }
}
