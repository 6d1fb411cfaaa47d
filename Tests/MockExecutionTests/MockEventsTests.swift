import Foundation
import JobCore
import JobEngine
import MockExecution
import Testing

struct MockEventsTests {
    @Test("MOCK-05 DOCK-11 after the subscription every start, end and removal is told once, also those by time alone")
    func events() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "5s"], clock: clock)
        _ = try await executor.launch(makeOrder(1))
        let seen = Shared<[EngineEvent]>([])
        let isReady = Shared(false)
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await executor.watchEvents(store: testStore) {
                    isReady.change { $0 = true }
                } onEvent: { event in
                    seen.change { $0.append(event) }
                }
            }
            try await eventually("the subscription stands") { isReady.value }
            clock.advance(by: .seconds(1))
            let second = try await executor.launch(makeOrder(2))
            _ = try await executor.launch(makeOrder(3, store: StoreID(UUID())))
            try await eventually("the start is told") { seen.value.count == 1 }
            for _ in 0..<6 {
                try await eventually("the watcher waits") { clock.sleeperCount == 1 }
                clock.advance(by: .seconds(1))
            }
            try await eventually("both ends are told") { seen.value.count == 3 }
            try await executor.remove(second)
            try await eventually("the removal is told") { seen.value.count == 4 }
            group.cancelAll()
            await #expect(throws: ExecutorError.self) { try await group.waitForAll() }
        }
        let told = seen.value.map { "\($0.kind) \($0.attempt?.job.rawValue ?? 0)" }
        #expect(told == ["started 2", "died 1", "died 2", "removed 2"])
    }
}
