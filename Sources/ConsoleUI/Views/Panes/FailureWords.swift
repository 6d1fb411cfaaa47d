import Foundation
import JobCore

/// Why a job failed, in sentences: what the code means, who asked, what the engine said.
struct FailureWords {
    let job: Job
    let now: Date
    let clock: ClockText

    var sentences: [String] {
        var sentences = [meaning].compactMap { $0 }
        // Of these the error says nothing else.
        let isTold = job.exitReason == .cancelled || job.exitReason == .timeout || job.status == .cancelled
        if let error = job.lastError, !isTold { sentences.append(error) }
        if let notAgain { sentences.append(notAgain) }
        return sentences
    }

    private var meaning: String? {
        switch job.exitReason {
        case .outOfMemory:
            "It needed more memory than its limit" + (job.spec.limits.memory.map { " of \($0)" } ?? "")
                + ": the kernel killed it. R runs it again with more."
        case .timeout: "It did not end within " + (job.timeout?.forPeople ?? "its deadline") + " and was stopped."
        case .cancelled: cancelled
        // What was written down says the same, and more.
        case .containerRemoved where job.lastError != nil, .engineRestart where job.lastError != nil: nil
        case .containerRemoved: "Someone removed its container while it ran."
        case .engineRestart: "The engine was restarted while it ran, and took it along."
        case .lost: "The engine cannot tell how it ended; nothing is made up."
        case .quota: "It wrote more than the limit of a log allows."
        case .imageError: "Its image '\(job.spec.image)' could not be had."
        case .startError where job.exitCode == nil: "Its container could not be started."
        case .appExit, .startError, nil: job.exitCode.flatMap(meaning(of:))
        case .dependency: "It never ran: what it came after did not end as asked."
        case .notStarted, .internal: nil
        }
    }

    /// Why there is no other try, where there could be one.
    private var notAgain: String? {
        guard job.status == .failed, [nil, .appExit, .outOfMemory].contains(job.exitReason),
            job.attemptsUsed < job.retryPolicy.maxAttempts, let code = job.exitCode,
            !job.retryPolicy.retriedExitCodes.contains(code)
        else { return nil }
        return "It is not tried again: --retry-on does not name exit code \(code)."
    }

    private var cancelled: String {
        let by = job.cancelRequestedBy.map { " by \($0)" } ?? ""
        let at = job.cancelRequestedAt.map { " at \(clock.seconds($0, now: now))" } ?? ""
        return "It was cancelled\(by)\(at)."
    }

    private func meaning(of code: Int) -> String? {
        switch code {
        case 0: nil
        case 125: "Exit code 125: the engine could not start the container."
        case 126: "Exit code 126: the command was found, but cannot be executed."
        case 127: "Exit code 127: the command was not found in the image."
        case 137: "Exit code 137: killed with SIGKILL, by something other than Berth and not for lack of memory."
        case 139: "Exit code 139: it crashed with SIGSEGV, a memory fault."
        case 143: "Exit code 143: ended by SIGTERM that Berth did not send."
        case 129...159: "Exit code \(code): ended by signal \(code - 128)."
        default: "It ended by itself with exit code \(code)."
        }
    }
}
