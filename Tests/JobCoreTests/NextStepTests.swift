import Foundation
import JobCore
import Testing

struct NextStepTests {
    /// What each reason leads to after a start, without a request to cancel: final status, and the status if the policy
    /// retries it.
    static let afterStart: [(ExitReason, Int?, JobStatus, JobStatus)] = [
        (.appExit, 0, .completed, .completed), (.appExit, 3, .failed, .retrying), (.appExit, 4, .failed, .failed),
        (.outOfMemory, 137, .failed, .retrying), (.timeout, nil, .timeout, .timeout), (.timeout, 0, .timeout, .timeout),
        (.cancelled, nil, .cancelled, .cancelled), (.cancelled, 0, .cancelled, .cancelled),
        (.containerRemoved, nil, .failed, .retrying), (.engineRestart, nil, .failed, .retrying),
        (.lost, nil, .failed, .retrying), (.quota, nil, .failed, .failed), (.internal, nil, .failed, .failed),
        (.notStarted, nil, .queued, .queued),
    ]

    @Test("QUEUE-06 what follows each reason of an end, with a policy that retries nothing and one that retries much")
    func reasons() {
        var generous = RetryStrategy.default.policy
        generous.retriedExitCodes = [3, 137]
        generous.retriesLost = true
        for (reason, code, plain, retried) in Self.afterStart {
            let outcome = AttemptOutcome(reason: reason, exitCode: code, reachedStart: true)
            var job = makeJob()
            job.attemptsUsed = 1
            #expect(NextStep.after(outcome, of: job, jitter: 1).status == plain, "\(reason) \(code ?? -1)")
            job.retryPolicy = generous
            #expect(NextStep.after(outcome, of: job, jitter: 1).status == retried, "\(reason) \(code ?? -1)")
        }
    }

    @Test("QUEUE-06 I7 failures before start are retried by code alone, ten times, and use up no attempt")
    func infrastructure() {
        for code in ErrorCode.allCases {
            for failures in 0..<12 {
                var job = makeJob(status: .launching)
                job.infrastructureFailures = failures
                job.attemptsUsed = job.retryPolicy.maxAttempts
                let outcome = AttemptOutcome(reason: .startError, errorCode: code, reachedStart: false)
                let isRetried = RetryPolicy.isTransient(code) && failures + 1 < RetryPolicy.maxInfrastructureFailures
                let step = NextStep.after(outcome, of: job, jitter: 1)
                #expect(step.status == (isRetried ? .retrying : .failed), "\(code), failure \(failures + 1)")
                if case .retry(let delay) = step {
                    #expect(delay == job.retryPolicy.delay(afterFailure: failures + 1, jitter: 1))
                }
            }
        }
    }

    @Test("I7 an attempt that started counts once, whether its start was recorded or only found later")
    func attemptsAreCountedOnce() {
        var policy = RetryStrategy.conservative.policy
        policy.retriedExitCodes = [3]
        let outcome = AttemptOutcome(reason: .appExit, exitCode: 3, reachedStart: true)
        for used in 1...2 {
            var recorded = makeJob(status: .running, policy: policy)
            recorded.attemptsUsed = used
            var found = makeJob(status: .launching, policy: policy)
            found.attemptsUsed = used - 1
            let step = NextStep.after(outcome, of: recorded, jitter: 1)
            #expect(step == NextStep.after(outcome, of: found, jitter: 1))
            #expect(step == (used == 1 ? .retry(after: .seconds(5)) : .finish(.failed)))
        }
    }

    @Test(
        "I6 decisions-5 after a request to cancel only an exit that came before it counts, and nothing is tried again")
    func cancelled() {
        var policy = RetryStrategy.default.policy
        policy.retriedExitCodes = [3]
        policy.retriesLost = true
        var job = makeJob(policy: policy)
        job.attemptsUsed = 1
        job.cancelRequestedAt = Date(timeIntervalSince1970: 1000)
        for reason in ExitReason.allCases where reason != .timeout {
            for code in [0, 3, nil] {
                for end in [moment(999), moment(1000), moment(1001), nil] {
                    for reachedStart in [true, false] {
                        let outcome = AttemptOutcome(
                            reason: reason, exitCode: code, finishedAt: end, errorCode: .connection,
                            reachedStart: reachedStart)
                        let step = NextStep.after(outcome, of: job, jitter: 1)
                        let counts = end == moment(999) && (reason == .appExit || reason == .outOfMemory)
                        if counts, reachedStart {
                            #expect(step == .finish(reason == .appExit && code == 0 ? .completed : .failed))
                        } else if !counts {
                            #expect(step == .finish(.cancelled), "\(outcome)")
                        }
                    }
                }
            }
        }
    }

    @Test("QUEUE-02 every step that can follow is a step of the table")
    func stepsAreInTheTable() throws {
        var random = TestSeed.generator("next step")
        for _ in 0..<5000 {
            var job = makeJob(status: Bool.random(using: &random) ? .launching : .running)
            job.attemptsUsed = Int.random(in: 0...4, using: &random)
            job.infrastructureFailures = Int.random(in: 0...12, using: &random)
            job.cancelRequestedAt = Bool.random(using: &random) ? Date(timeIntervalSince1970: 1000) : nil
            job.retryPolicy.retriedExitCodes = [1]
            job.retryPolicy.retriesLost = Bool.random(using: &random)
            let outcome = AttemptOutcome(
                reason: ExitReason.allCases.randomElement(using: &random) ?? .lost,
                exitCode: [0, 1, 137, nil].randomElement(using: &random) ?? nil,
                finishedAt: Bool.random(using: &random) ? moment(Int64.random(in: 990...1010, using: &random)) : nil,
                errorCode: ErrorCode.allCases.randomElement(using: &random), reachedStart: Bool.random(using: &random))
            let step = NextStep.after(outcome, of: job, jitter: Double.random(in: 0.8...1.2, using: &random))
            // A claim is given back only from `launching`: a job that was running has reached its start.
            if outcome.reason == .notStarted, job.status == .running { continue }
            try job.status.checkTransition(to: step.status)
        }
    }
}
