import Synchronization

/// The loop that Berth is compared with (decisions 27): each job is created, started, waited for, its log read, and its
/// container removed, by so many at once; no queue, no store, nothing that survives a crash.
struct BareLoop: Sendable {
    let engine: BareEngine
    /// The container, as the Engine API takes it.
    var container = #"{"Image":"berth/busybox","Cmd":["true"]}"#

    /// Runs jobs and returns how long all of them took.
    func run(jobs: Int, concurrency: Int) async throws -> Duration {
        let tickets = Tickets()
        let began = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<concurrency {
                group.addTask {
                    while tickets.next() < jobs { try await runOne() }
                }
            }
            try await group.waitForAll()
        }
        return .now - began
    }

    /// Numbers from 0 on, each given out once.
    private final class Tickets: Sendable {
        private let count = Atomic(0)

        func next() -> Int { count.add(1, ordering: .relaxed).oldValue }
    }

    private func runOne() async throws {
        struct Ended: Decodable { let StatusCode: Int }
        let id = try await engine.create(container)
        try await engine.call(.post, "/containers/\(id)/start")
        let ended = try await engine.call(.post, "/containers/\(id)/wait").decode(Ended.self)
        guard ended.StatusCode == 0 else { throw BenchFailure("A bare container ended with \(ended.StatusCode).") }
        try await engine.call(.get, "/containers/\(id)/logs?stdout=1&stderr=1&timestamps=1")
        try await engine.call(.delete, "/containers/\(id)?force=1&v=1")
    }
}
