import JobCore
import MockExecution
import Testing

struct MockOutcomeTests {
    @Test("MOCK-02 failure rate 0.5 with seed 42 shows both outcomes in ten launches")
    func both() async throws {
        let codes = try await makeExecutor(["failureRate": "0.5", "randomSeed": "42"]).outcomes(ofJobs: Array(1...10))
        #expect(Set(codes.values) == [0, 1])
    }

    @Test("MOCK-02 decisions-28 the same seed gives each job the same outcome, in whatever order they are launched")
    func order() async throws {
        let options = ["failureRate": "0.3", "randomSeed": "7", "duration": "0s"]
        let forward = try await makeExecutor(options).outcomes(ofJobs: Array(1...60))
        let backward = try await makeExecutor(options).outcomes(ofJobs: (1...60).reversed())
        #expect(forward == backward)
        let other = try await makeExecutor(["failureRate": "0.3", "randomSeed": "8"]).outcomes(ofJobs: Array(1...60))
        #expect(forward != other)
    }

    @Test("MOCK-02 other settings do not change who fails")
    func independence() async throws {
        let plain = try await makeExecutor(["failureRate": "0.3"]).outcomes(ofJobs: Array(1...60))
        let clock = VirtualClock(mode: .bySleeping)
        let slow = try makeExecutor(["failureRate": "0.3", "delay": "1s..9s", "duration": "1h..2h"], clock: clock)
        var codes: [Int64: Int] = [:]
        for job in Int64(1)...60 {
            let id = try await slow.launch(makeOrder(job))
            clock.advance(by: .seconds(7200))
            if case .exited(let code, _) = try await slow.state(id) { codes[job] = code }
        }
        #expect(codes == plain)
    }

    @Test("MOCK-02 the rate is met: 0 and 1 exactly, 0.25 within four standard deviations", arguments: [0, 0.25, 1])
    func rate(_ rate: Double) async throws {
        let executor = try makeExecutor(["failureRate": "\(rate)", "randomSeed": "1"])
        let failed = try await executor.outcomes(ofJobs: Array(1...2000)).values.count { $0 == 1 }
        #expect(abs(Double(failed) - 2000 * rate) <= 4 * (2000 * rate * (1 - rate)).squareRoot())
    }

    @Test("MOCK-02 another attempt of a job draws again")
    func attempts() async throws {
        let executor = try makeExecutor(["failureRate": "0.5"])
        var codes: Set<Int> = []
        for attempt in 1...20 {
            if case .exited(let code, _) = try await executor.state(executor.launch(makeOrder(1, attempt: attempt))) {
                codes.insert(code)
            }
        }
        #expect(codes == [0, 1])
    }

    @Test("MOCK-02 a job's own MOCK_EXIT wins over the rate")
    func ownExit() async throws {
        let executor = try makeExecutor(["failureRate": "1"])
        let id = try await executor.launch(makeOrder(environment: ["MOCK_EXIT": "42"]))
        #expect(try await executor.state(id) == .exited(code: 42, wasOutOfMemory: false))
    }
}
