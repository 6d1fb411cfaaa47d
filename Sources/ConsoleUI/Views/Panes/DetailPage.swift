import Foundation
import JobCore

/// What the detail says about one job, as lines.
struct DetailPage {
    let job: Job
    /// What was read beside the job's row; `nil` before the answer.
    let detail: JobDetail?
    let now: Date
    let clock: ClockText
    let width: Int
    let isASCII: Bool
    /// Whether there is no worker that could launch it.
    var hasNoWorker = false

    var words: JobWords { JobWords(job: job, now: now, clock: clock) }

    /// Variables in the order they were given. The values of secrets are never held here; what is one by its name only is
    /// not shown either.
    var environment: [DetailLine] {
        guard !job.spec.environment.isEmpty else { return [DetailLine("No variables were set.", .dim)] }
        return job.spec.environment.map { variable in
            if variable.isSecret { return DetailLine("\(variable.name)=(secret)", .dim) }
            if SecretName.isLikely(variable.name) { return DetailLine("\(variable.name)=(hidden for its name)", .dim) }
            return DetailLine("\(variable.name)=\(variable.value)")
        }
    }

    /// The journal of the job, newest first.
    var events: [DetailLine] {
        guard let events = detail?.events else { return [DetailLine("Reading the journal.", .dim)] }
        return events.flatMap { event -> [DetailLine] in
            var line = DetailLine(clock.seconds(event.at, now: now) + "  ", .dim)
            if let attempt = event.attempt { line.parts.append(("attempt \(attempt)  ", .dim)) }
            line.parts.append((event.kind.replacing("_", with: " "), .strong))
            guard let words = event.detail, !words.isEmpty else { return [line] }
            let taken = line.parts.reduce(2) { $0 + DisplayWidth.columns(of: $1.text) }
            if taken + DisplayWidth.columns(of: TerminalSafe.text(words)) > width {
                return [line] + wrapped(words, indent: "          ")
            }
            line.parts.append(("  " + words, .text))
            return [line]
        }
    }
}
