import JobCore
import Testing

struct RetryPolicyTests {
    @Test(
        "QUEUE-05 the named strategies have the numbers of the row",
        arguments: [
            (RetryStrategy.default, 3, 2.0, 60.0), (.aggressive, 5, 1, 30), (.conservative, 2, 5, 300),
            (.highPriority, 5, 0.5, 15),
        ])
    func strategy(_ strategy: RetryStrategy, attempts: Int, base: Double, cap: Double) {
        #expect(strategy.policy.maxAttempts == attempts)
        #expect(strategy.policy.baseDelay.inSeconds == base)
        #expect(strategy.policy.maxDelay.inSeconds == cap)
    }

    @Test(
        "QUEUE-05 without jitter the delay doubles from the base up to the cap", arguments: RetryStrategy.allCases)
    func doubling(_ strategy: RetryStrategy) {
        let policy = strategy.policy
        var expected = policy.baseDelay.inSeconds
        for failure in 1...80 {
            #expect(policy.delay(afterFailure: failure, jitter: 1).inSeconds == expected)
            expected = min(expected * 2, policy.maxDelay.inSeconds)
        }
    }

    @Test("QUEUE-05 jitter moves a delay by at most a fifth, and never over the cap")
    func jitter() {
        var random = TestSeed.generator("jitter")
        for _ in 0..<2000 {
            let policy = RetryStrategy.allCases.randomElement(using: &random)?.policy ?? RetryStrategy.default.policy
            let failure = Int.random(in: 1...20, using: &random)
            let plain = policy.delay(afterFailure: failure, jitter: 1).inSeconds
            let moved = policy.delay(afterFailure: failure, jitter: Double.random(in: -1...3, using: &random)).inSeconds
            #expect(moved <= policy.maxDelay.inSeconds)
            #expect(
                moved >= plain * 0.8 - 1e-9 && moved <= plain * 1.2 + 1e-9, "failure \(failure): \(plain), \(moved)")
        }
    }

    @Test("QUEUE-05 an explicit strategy wins over priority, a whole policy over both")
    func precedence() {
        var draft = JobDraft(spec: JobSpec(image: "busybox"), priority: 80)
        #expect(draft.effectiveRetryPolicy == RetryStrategy.highPriority.policy)
        draft.priority = 79
        #expect(draft.effectiveRetryPolicy == RetryStrategy.default.policy)
        draft.priority = 100
        draft.retryStrategy = .conservative
        #expect(draft.effectiveRetryPolicy == RetryStrategy.conservative.policy)
        draft.retryPolicy = RetryPolicy(maxAttempts: 9, baseDelay: .seconds(1), maxDelay: .seconds(2))
        #expect(draft.effectiveRetryPolicy.maxAttempts == 9)
    }

    @Test(
        "QUEUE-06 connection, timeout and resource may pass by themselves, nothing else", arguments: ErrorCode.allCases)
    func transient(_ code: ErrorCode) {
        #expect(RetryPolicy.isTransient(code) == [.connection, .timeout, .resource].contains(code))
    }
}
