import JobCore
import MockExecution
import Testing

struct VirtualClockTests {
    @Test("MOCK-04 sleepers wake when the clock reaches their moment, earliest first, and not before")
    func order() async throws {
        let clock = VirtualClock(at: EngineTime(seconds: 100, nanoseconds: 0))
        let woken = Shared<[Int64]>([])
        await withTaskGroup { group in
            for second in [Int64(103), 101, 102] {
                group.addTask {
                    try? await clock.sleep(until: EngineTime(seconds: second, nanoseconds: 0))
                    woken.change { $0.append(second) }
                }
            }
            while clock.sleeperCount < 3 { await Task.yield() }
            clock.advance(by: .milliseconds(999))
            #expect(clock.sleeperCount == 3)
            clock.advance(by: .milliseconds(1))
            #expect(clock.sleeperCount == 2)
            while woken.value.isEmpty { await Task.yield() }
            clock.advance(by: .seconds(5))
        }
        #expect(woken.value.first == 101)
        #expect(Set(woken.value) == [101, 102, 103])
    }

    @Test("MOCK-04 a moment that has come needs no waiting, and a cancelled sleeper leaves nothing behind")
    func edges() async throws {
        let clock = VirtualClock()
        try await clock.sleep(until: clock.now)
        let sleeping = Task { try await clock.sleep(until: EngineTime(seconds: .max, nanoseconds: 0)) }
        while clock.sleeperCount < 1 { await Task.yield() }
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
        #expect(clock.sleeperCount == 0)
        let late = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await clock.sleep(until: EngineTime(seconds: .max, nanoseconds: 0))
        }
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test("MOCK-04 the wall clock is the machine's, and lets go of a cancelled sleeper")
    func wall() async throws {
        let clock = WallClock()
        try await clock.sleep(until: clock.now)
        let sleeping = Task {
            try await clock.sleep(until: EngineTime(seconds: clock.now.seconds + 3600, nanoseconds: 0))
        }
        sleeping.cancel()
        await #expect(throws: CancellationError.self) { try await sleeping.value }
    }
}
