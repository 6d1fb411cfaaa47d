import Foundation
import JobCore
import JobEngine
import MockExecution
import Testing

struct MockTroubleTests {
    @Test(
        "MOCK-01 with an error mode every launch throws exactly that error",
        arguments: [
            ("connectionFailure", ErrorCode.connection), ("resourceExhaustion", .resource), ("timeout", .timeout),
            ("imageNotFound", .imageNotFound), ("unauthorized", .unauthorized),
        ])
    func errorMode(_ mode: String, _ code: ErrorCode) async throws {
        let executor = try makeExecutor(["errorMode": mode])
        for job in Int64(1)...3 {
            let error = await #expect(throws: ExecutorError.self) { try await executor.prepare(makeOrder(job)) }
            #expect(error?.code == code && error?.message.contains("errorMode=\(mode)") == true)
        }
        #expect(try await executor.list(store: testStore).isEmpty)
    }

    @Test("MOCK-01 a launch that times out takes as long as timeoutAfter says")
    func timeoutAfter() async throws {
        let clock = VirtualClock(mode: .bySleeping)
        let executor = try makeExecutor(["errorMode": "timeout", "timeoutAfter": "30s"], clock: clock)
        let begin = clock.now
        await #expect(throws: ExecutorError.self) { try await executor.prepare(makeOrder()) }
        #expect(clock.now.date.timeIntervalSince(begin.date) == 30)
    }

    @Test("MOCK-06 exit codes come in the shares that were given, the same for the same seed")
    func exitCodes() async throws {
        let options = ["exitCodes": "0:50,3:30,42:20", "randomSeed": "9"]
        let codes = try await makeExecutor(options).outcomes(ofJobs: Array(1...2000))
        #expect(Set(codes.values) == [0, 3, 42])
        for (code, share) in [(0, 0.5), (3, 0.3), (42, 0.2)] {
            let count = Double(codes.values.count { $0 == code })
            #expect(abs(count - 2000 * share) <= 4 * (2000 * share * (1 - share)).squareRoot())
        }
        #expect(try await makeExecutor(options).outcomes(ofJobs: Array(1...2000)) == codes)
    }

    @Test("MOCK-06 a share of the attempts ends for lack of memory, another never ends by itself")
    func memoryAndTime() async throws {
        let full = try makeExecutor(["oomRate": "1"])
        #expect(try await full.state(full.launch(makeOrder())) == .exited(code: 137, wasOutOfMemory: true))
        let clock = VirtualClock()
        let hanging = try makeExecutor(["timeoutRate": "1", "duration": "1s"], clock: clock)
        let id = try await hanging.launch(makeOrder())
        clock.advance(by: .seconds(86_400))
        #expect(try await hanging.state(id).isRunning)
        try await hanging.stop(id, grace: .seconds(1))
        #expect(try await hanging.state(id) == .exited(code: 143, wasOutOfMemory: false))
        let some = try makeExecutor(["timeoutRate": "0.5", "randomSeed": "3"])
        let ended = try await some.outcomes(ofJobs: Array(1...200)).count
        #expect((60...140).contains(ended))
    }

    @Test("MOCK-06 with a clean-up failure rate of 1 each removal throws, with 0.5 a later try succeeds")
    func removal() async throws {
        let never = try makeExecutor(["cleanupFailureRate": "1"])
        let kept = try await never.launch(makeOrder())
        for _ in 0..<5 { await #expect(throws: ExecutorError.self) { try await never.remove(kept) } }
        #expect(try await never.list(store: testStore).map(\.id) == [kept])
        let sometimes = try makeExecutor(["cleanupFailureRate": "0.5"])
        for job in Int64(1)...20 {
            let id = try await sometimes.launch(makeOrder(job))
            var tries = 0
            while try await sometimes.state(id) != .notFound, tries < 100 {
                tries += 1
                try? await sometimes.remove(id)
            }
            #expect(tries < 100)
        }
    }

    @Test("MOCK-06 a followed log breaks off once, and goes on when it is followed again")
    func disconnect() async throws {
        let executor = try makeExecutor(["disconnectRate": "1", "logScript": "0s out a; 0s out b"])
        let id = try await executor.launch(makeOrder())
        let first = LogSink()
        await #expect(throws: LogReadingError.self) {
            _ = try await executor.readLog(id, since: nil, follow: true) { await first.take($0) }
        }
        #expect(first.lines.map(\.text) == ["a\n", "b\n"])
        let second = LogSink()
        _ = try await executor.readLog(id, since: nil, follow: true) { await second.take($0) }
        #expect(second.lines.map(\.text) == ["a\n", "b\n"])
    }

    @Test("MOCK-10 beyond maxJobs a launch is refused for lack of room, until one has ended; 0 is any number")
    func maxJobs() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["maxJobs": "2", "duration": "10s"], clock: clock)
        _ = try await executor.launch(makeOrder(1))
        _ = try await executor.launch(makeOrder(2))
        let refusal = await #expect(throws: ExecutorError.self) { try await executor.prepare(makeOrder(3)) }
        #expect(refusal?.code == .resource && refusal?.message.contains("maxJobs=2") == true)
        // A repeated call about one that is there is no further job.
        #expect(try await executor.prepare(makeOrder(2)).isFresh == false)
        clock.advance(by: .seconds(11))
        _ = try await executor.launch(makeOrder(3))
        let open = try makeExecutor(["maxJobs": "0", "duration": "1h"])
        for job in Int64(1)...50 { _ = try await open.launch(makeOrder(job)) }
    }

    @Test("MOCK-11 limits of nothing and next to nothing crash nothing; an unknown execution is not found")
    func edges() async throws {
        let clock = VirtualClock()
        for usage in ["high", "0,1"] {
            let executor = try makeExecutor(["usage": usage, "duration": "10s"], clock: clock)
            for (job, limits) in [
                ResourceLimits(memory: .bytes(0), cpus: 0), ResourceLimits(memory: .bytes(1), cpus: 0.001),
            ].enumerated() {
                var order = makeOrder(Int64(job) + 1)
                order.spec.limits = limits
                let id = try await executor.launch(order)
                clock.advance(by: .seconds(5))
                let sample = try #require(try await executor.usage(of: id, after: nil))
                #expect(sample.memory <= limits.memory ?? .bytes(0))
                #expect(sample.cpuSeconds <= 5 * (limits.cpus ?? 0))
            }
        }
        let executor = try makeExecutor()
        let nobody = ExecutionID("nobody")
        #expect(try await executor.state(nobody) == .notFound)
        do {
            _ = try await executor.readLog(nobody, since: nil, follow: false) { _ in }
            Issue.record("a log of nobody was read")
        } catch LogReadingError.executor(let error) {
            #expect(error.code == .notFound)
        }
    }

    @Test("MOCK-12 1,000 jobs at once are told apart, each with its own id and end")
    func many() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1s..60s", "exitCodes": "0:1,1:1"], clock: clock)
        let ids = try await withThrowingTaskGroup(of: (Int64, ExecutionID).self) { group in
            for job in Int64(1)...1000 { group.addTask { (job, try await executor.launch(makeOrder(job))) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(Set(ids.values).count == 1000)
        clock.advance(by: .seconds(30))
        let states = try await executor.list(store: testStore).map(\.state)
        #expect(states.count == 1000)
        #expect(states.contains { $0.isRunning } && states.contains { !$0.isRunning })
        clock.advance(by: .seconds(31))
        let expected = try await makeExecutor(["exitCodes": "0:1,1:1"]).outcomes(ofJobs: Array(1...1000))
        for (job, id) in ids {
            #expect(try await executor.state(id) == .exited(code: expected[job] ?? -1, wasOutOfMemory: false))
        }
    }
}
