import JobCore
import JobEngine
import MockExecution
import Synchronization
import Testing

struct MockLogTests {
    @Test("MOCK-08 lines appear over time on both streams, with the times at which they were written")
    func overTime() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "10s", "logRate": "2", "logErrorEvery": "3"], clock: clock)
        let id = try await executor.launch(makeOrder())
        let start = clock.now
        clock.advance(by: .seconds(1))
        #expect(
            try await executor.read(id) == [
                LogSink.Line(stream: .stdout, text: "line 1 of job\n", time: start),
                LogSink.Line(
                    stream: .stdout, text: "line 2 of job\n",
                    time: EngineTime(seconds: start.seconds, nanoseconds: 500_000_000)),
                LogSink.Line(stream: .stderr, text: "line 3 of job\n", time: clock.now),
            ])
        clock.advance(by: .seconds(3600))
        #expect(try await executor.read(id).count == 21)
    }

    @Test("MOCK-08 following goes on until the container ends, and reads what a later reading reads")
    func follow() async throws {
        let clock = VirtualClock(mode: .bySleeping)
        let executor = try makeExecutor(["duration": "30s", "logRate": "100"], clock: clock)
        let id = try await executor.launch(makeOrder())
        let followed = try await executor.read(id, follow: true)
        #expect(followed.count == 3001)
        #expect(try await executor.read(id) == followed)
    }

    @Test(
        "MOCK-08 following begins before the start and ends when the container is stopped or removed",
        arguments: [true, false])
    func followToForcedEnd(isStop: Bool) async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1h"], clock: clock)
        let container = try await executor.prepare(makeOrder())
        let following = Task { try await executor.read(container.id, follow: true) }
        try await eventually("the reader waits") { clock.sleeperCount == 1 }
        try await executor.start(container)
        clock.advance(by: .milliseconds(2500))
        try await isStop ? executor.kill(container.id) : executor.remove(container.id)
        let lines = try await following.value
        #expect(isStop ? lines.count == 3 : lines.count <= 3)
    }

    @Test("MOCK-08 LOG-02 a reading resumes at any record's time, inclusive, with the same records")
    func resume() async throws {
        for rate in ["1", "3", "7", "1000", "99991"] {
            let clock = VirtualClock(at: EngineTime(seconds: 1_780_000_000, nanoseconds: 999_999_937))
            let executor = try makeExecutor(["duration": "1h", "logRate": rate], clock: clock)
            let id = try await executor.launch(makeOrder())
            clock.advance(by: .milliseconds(300))
            let all = try await executor.read(id)
            for index in stride(from: 0, to: all.count, by: max(1, all.count / 50)) {
                #expect(
                    try await executor.read(id, since: all[index].time) == Array(all[index...]), "\(rate), \(index)")
            }
            #expect(try await executor.read(id, since: EngineTime(seconds: 0, nanoseconds: 0)) == all)
            #expect(try await executor.read(id, since: EngineTime(seconds: 2_000_000_000, nanoseconds: 0)).isEmpty)
        }
    }

    @Test("MOCK-08 I16 at 100,000 lines a second batches hold at most 500 records, one at a time, none lost")
    func flood() async throws {
        let clock = VirtualClock(mode: .bySleeping)
        let executor = try makeExecutor(["duration": "1s", "logRate": "100000"], clock: clock)
        let id = try await executor.launch(makeOrder())
        let sink = LogSink()
        let end = try await executor.readLog(id, since: nil, follow: true) { await sink.take($0) }
        #expect(end == .ended)
        #expect(sink.largestBatch == 500)
        #expect(!sink.hasOverlapped)
        let lines = sink.lines
        #expect(lines.count == 100_001)
        #expect(lines.indices.allSatisfy { lines[$0].text == "line \($0 + 1) of job\n" })
        #expect(zip(lines, lines.dropFirst()).allSatisfy { ($0.time ?? clock.now) < ($1.time ?? clock.now) })
    }

    @Test("MOCK-08 a script says what is written when and where, and how long the job runs")
    func script() async throws {
        let clock = VirtualClock()
        let script = "0s out begin {job}; 1500ms err disk  is full;1500ms out {still} here\n 4s out end"
        let executor = try makeExecutor(["logScript": script], clock: clock)
        let id = try await executor.launch(makeOrder(7))
        clock.advance(by: .milliseconds(3999))
        #expect(try await executor.state(id) == .running(isPaused: false))
        #expect(
            try await executor.read(id).map { "\($0.stream.name): \($0.text)" } == [
                "stdout: begin 7.1\n", "stderr: disk  is full\n", "stdout: {still} here\n",
            ])
        clock.advance(by: .milliseconds(1))
        #expect(try await executor.state(id) == .exited(code: 0, wasOutOfMemory: false))
        #expect(try await executor.read(id).last?.text == "end\n")
    }

    @Test("MOCK-08 a rate of 0 writes nothing")
    func silence() async throws {
        let executor = try makeExecutor(["logRate": "0"])
        #expect(try await executor.read(executor.launch(makeOrder()), follow: true).isEmpty)
    }

    @Test("MOCK-08 what the sink refuses ends the reading with the sink's own error")
    func refusingSink() async throws {
        let executor = try makeExecutor()
        let id = try await executor.launch(makeOrder())
        do {
            _ = try await executor.readLog(id, since: nil, follow: false) { _ throws(StoreError) in
                throw StoreError(.resource, "full")
            }
            Issue.record("nothing was thrown")
        } catch {
            guard case .store(let refusal) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(refusal.code == .resource)
        }
    }

    @Test("I14 a cancelled follower ends")
    func cancelled() async throws {
        let clock = VirtualClock()
        let executor = try makeExecutor(["duration": "1h"], clock: clock)
        let id = try await executor.launch(makeOrder())
        let following = Task { try await executor.read(id, follow: true) }
        try await eventually("the reader waits") { clock.sleeperCount == 1 }
        following.cancel()
        await #expect(throws: LogReadingError.self) { try await following.value }
        #expect(clock.sleeperCount == 0)
    }
}
