import Foundation
import JobCore
import JobEngine

/// The demo as lines: every change of every job, and what each wrote when it has ended.
struct PlainDemo {
    let manager: JobManager

    func run() async throws {
        let events = FollowEvents(manager, takesKeys: false)
        defer { events.close() }
        var shown: [JobNumber: JobStatus] = [:]
        var waiting = events.stream.makeAsyncIterator()
        while true {
            let jobs = try await manager.jobs.list(JobQuery(isDescending: false, limit: 1000)).jobs
            for job in jobs where shown.updateValue(job.status, forKey: job.number) != job.status {
                try await tell(job)
            }
            if jobs.allSatisfy(\.status.isTerminal) { break }
            var event = await waiting.next()
            while case .log? = event { event = await waiting.next() }
        }
        let lines = JobTable.lines(
            try await manager.jobs.list(JobQuery(isDescending: false, limit: 1000)).jobs,
            width: OutputWriter.stdout.width,
            now: Date())
        try await OutputWriter.stdout.line("\n" + lines.joined(separator: "\n"))
    }

    private func tell(_ job: Job) async throws {
        let words =
            job.status.isTerminal ? "\(job.status): \(ResultSentence.describe(job, now: Date()))" : job.status.rawValue
        let place = job.host.map { " on \($0)" } ?? ""
        try await OutputWriter.stdout.line(TerminalSafe.text("job \(job.number) (\(job.name))\(place) \(words)"))
        guard job.status.isTerminal, let attempt = job.latestAttempt else { return }
        let reader = try await manager.logs.reader(for: attempt)
        for chunk in try await reader.chunks(from: 0, limit: 8, maxBytes: 4096) {
            let text = TerminalSafe.text(chunk.bytes, for: .log).split(separator: "\n").joined()
            try await OutputWriter.stdout.line("    \(chunk.stream.name): \(text)")
        }
        let lines = try await reader.progress().lines
        if lines > 8 { try await OutputWriter.stdout.line("    … and \(lines - 8) more lines") }
    }
}
