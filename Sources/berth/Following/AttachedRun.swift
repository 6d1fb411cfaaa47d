import Foundation
import JobCore
import JobEngine

/// An attached `berth run`: the log of the job, each stream on its own descriptor, until it ends (CMD-01). A client and no
/// more: whatever happens to it, the job goes on, unless ^C asks for its end.
actor AttachedRun {
    private let manager: JobManager
    private let number: JobNumber
    private let isQuiet: Bool
    private let isRaw: Bool
    private let input: InputSender?
    private let quitKey: QuitKey
    private var toldReason: String?
    private var hasAskedToCancel = false

    /// Leaves the job running.
    struct Left: Error {
        let exitCode: Int32
    }

    /// - Parameter input: sends the job its standard input, if it takes any.
    init(
        manager: JobManager, number: JobNumber, isQuiet: Bool, isRaw: Bool, input: InputSender? = nil,
        quitKey: QuitKey = QuitKey()
    ) {
        self.manager = manager
        self.number = number
        self.isQuiet = isQuiet
        self.isRaw = isRaw
        self.input = input
        self.quitKey = quitKey
    }

    /// Follows to the end.
    ///
    /// - Returns: the job as it ended.
    /// - Throws: `Left` when the user left it running.
    func follow() async throws -> Job {
        let events = FollowEvents(manager, takesKeys: true)
        if let input {
            await input.whenLeft { events.post(.quit) }
        }
        quitKey.set()
        defer {
            quitKey.restore()
            events.close()
        }
        if OutputWriter.stderr.isTerminal {
            tell(
                input?.joinsTerminal == true
                    ? "Job \(number). \(quitKey.nameInTerminal) leaves it running."
                    : "Job \(number). ^C asks it to end, \(quitKey.name) leaves it running.")
        }
        let follower = JobFollower(
            manager: manager, number: number, isRaw: isRaw, isSilent: input?.joinsTerminal ?? false,
            notice: { [self] notice in try await take(notice) })
        let job = try await follower.follow(events)
        await input?.stop()
        explain(job)
        return job
    }

    private func take(_ notice: JobFollower.Notice) async throws {
        switch notice {
        case .job(let job):
            await input?.see(job)
            tellReason(job)
        case .progress(let words): tell(words)
        case .quit:
            tell("Job \(number) goes on. `berth logs -f \(number)` follows it.")
            throw Left(exitCode: ExitStatus.success)
        case .interrupt: try await interrupt()
        }
    }

    private func interrupt() async throws {
        if hasAskedToCancel {
            StandardError.say("Job \(number) is still being cancelled; its worker ends it. See `berth show \(number)`.")
            throw Left(exitCode: ExitStatus.cancelled)
        }
        hasAskedToCancel = true
        do {
            _ = try await manager.jobs.cancel(number)
        } catch {
            // A job that has ended by itself: its result is on its way.
            guard case .store(let failure) = error, failure.code == .conflict else { throw error }
            return
        }
        StandardError.say(
            "Asked job \(number) to end. ^C again leaves without waiting for it. (Another time: \(quitKey.name) leaves a job running.)"
        )
    }

    private func tellReason(_ job: Job) {
        guard job.status == .pending || job.status == .queued || job.status == .retrying else { return }
        // What passes within a second is not worth a word.
        guard Date().timeIntervalSince(job.createdAt) > 1 else { return }
        var reason = job.status == .queued ? job.blockedReason : ResultSentence.describe(job, now: Date())
        if job.status == .retrying, let error = job.lastError { reason? += ": \(error)" }
        guard let reason, reason != toldReason else { return }
        toldReason = reason
        tell("Job \(number) waits: \(reason)\(reason.hasSuffix(".") ? "" : ".")")
    }

    /// A job that did not end by itself leaves no trace in its log of why.
    private func explain(_ job: Job) {
        guard job.status != .completed, !(job.status == .failed && job.exitReason == .appExit) else { return }
        StandardError.say("Job \(number): \(job.lastError ?? ResultSentence.describe(job, now: Date()) + ".")")
    }

    private func tell(_ sentence: String) {
        if !isQuiet { StandardError.say(sentence) }
    }
}
