import Foundation
import JobCore
import Testing

@Suite("History checker")
struct HistoryCheckerTests {
    private static let firstStart = History.Record(word: "start", container: "aaaaaaaaaaaa", uptime: 1)

    /// One job that ran once and ended with 3.
    private static var sound: History {
        let truth = TruthJob(key: "a", lines: 3, code: 3)
        let number = JobNumber(1)
        var job = Job(
            number: number, uuid: UUID(), name: "a", spec: JobSpec(image: "x"), status: .failed, priority: 50,
            retryPolicy: RetryStrategy.default.policy, timeout: nil, routing: RoutingPreference(), createdAt: Date())
        job.exitCode = 3
        var attempt = Attempt(
            id: AttemptID(job: number, number: 1), token: 7, host: "h", worker: nil, containerName: "c",
            claimedAt: Date(timeIntervalSince1970: 100))
        attempt.executionID = ExecutionID("aaaaaaaaaaaa0000")
        attempt.isEnded = true
        attempt.exitCode = 3
        attempt.exitReason = .appExit
        attempt.logCompleteness = .complete
        attempt.finishedAt = EngineTime(seconds: 110, nanoseconds: 0)
        var history = History(
            submitted: [number: truth],
            records: [
                "a": [
                    firstStart,
                    History.Record(word: "end", container: "aaaaaaaaaaaa", code: 3, uptime: 2),
                ]
            ], containers: [])
        history.jobs = [job]
        history.attempts = [attempt]
        history.events = ["queued", "launching", "running", "failed"].enumerated().map {
            JobEvent(
                sequence: Int64($0), at: Date(), job: number, attempt: 1, kind: $1, detail: nil, actor: "tests")
        }
        history.logs = [attempt.id: History.Log(output: truth.expectedOutput, errors: truth.expectedErrors)]
        return history
    }

    private func broken(_ change: (inout History) -> Void) -> Set<String> {
        var history = Self.sound
        change(&history)
        return Set(HistoryChecker.violations(of: history).map(\.invariant))
    }

    @Test("a sound history has no violation")
    func sound() {
        #expect(HistoryChecker.violations(of: Self.sound) == [])
    }

    @Test("I1 a job that is gone, doubled, alive, or changes after its end is found")
    func presence() {
        #expect(broken { $0.jobs = [] }.contains("I1"))
        #expect(broken { $0.jobs += $0.jobs }.contains("I1"))
        #expect(broken { $0.jobs[0].status = .running }.contains("I1"))
        #expect(broken { $0.events.append($0.events[2]) } == ["I1"])
        #expect(broken { $0.events.removeLast() } == ["I1"])
    }

    @Test("I2 I7 a second start, containers side by side, and a container of nobody are found")
    func starts() {
        #expect(broken { $0.records["a", default: []].append(Self.firstStart) }.contains("I2"))
        let stranger = History.Record(word: "start", container: "bbbbbbbbbbbb", uptime: 1.5)
        #expect(broken { $0.records["a", default: []].append(stranger) }.contains("I2"))
        let four = (0..<4).map { History.Record(word: "start", container: "cccccccccc\(10 + $0)", uptime: 9) }
        #expect(broken { $0.records["a", default: []] += four }.contains("I7"))
    }

    @Test("I3 I23 what is left behind and too many at once are found")
    func containers() {
        #expect(broken { $0.containers = ["c"] } == ["I3"])
        #expect(broken { $0.attempts[0].isEnded = false }.contains("I3"))
        #expect(broken { $0.peakRunning = 11 } == ["I23"])
    }

    @Test("I4 a token that is used twice or goes back, and a number that is left out, are found")
    func tokens() {
        var second = Self.sound.attempts[0]
        second = Attempt(
            id: AttemptID(job: JobNumber(1), number: 2), token: 6, host: "h", worker: nil, containerName: "d",
            claimedAt: second.claimedAt)
        second.isEnded = true
        second.logCompleteness = .complete
        #expect(broken { $0.attempts.append(second) } == ["I4"])
        second.token = 7
        #expect(broken { $0.attempts.append(second) } == ["I4"])
        second.token = 8
        #expect(broken { $0.attempts.append(second) } == [])
        #expect(broken { $0.attempts = [second] }.contains("I4"))
    }

    @Test("I5 an invented code is found")
    func codes() {
        #expect(broken { $0.attempts[0].exitCode = 0 } == ["I5"])
        #expect(broken { $0.records["a", default: []].removeLast() } == ["I5"])
        #expect(broken { $0.jobs[0].status = .completed }.contains("I5"))
    }

    @Test("I6 a request to end that came to nothing is found")
    func cancel() {
        #expect(broken { $0.jobs[0].cancelRequestedAt = Date(timeIntervalSince1970: 111) } == [])
        #expect(broken { $0.jobs[0].cancelRequestedAt = Date(timeIntervalSince1970: 109) } == ["I6"])
        #expect(broken { $0.jobs[0].cancelRequestedAt = Date(timeIntervalSince1970: 99) } == ["I6"])
        #expect(broken { $0.jobs[0].status = .cancelled }.contains("I6"))
    }

    @Test("I10 I11 I12 a lost, doubled, torn or swapped line is found, and a gap that is admitted is none")
    func logs() {
        let id = Self.sound.attempts[0].id
        let lines = TruthJob(key: "a", lines: 3).expectedOutput.split(separator: 10).map { Array($0) + [10] }
        func with(_ output: [[UInt8]], _ completeness: LogCompleteness) -> Set<String> {
            broken {
                $0.logs[id]?.output = Array(output.joined())
                $0.attempts[0].logCompleteness = completeness
            }
        }
        #expect(with([lines[0], lines[2]], .complete) == ["I10"])
        #expect(with([lines[0], lines[2]], .incomplete(.engineOutage)) == [])
        #expect(with([lines[0], lines[0]], .incomplete(.engineOutage)) == ["I11"])
        #expect(with([lines[1], lines[0]], .incomplete(.engineOutage)) == ["I11"])
        #expect(with(lines, .open) == ["I12"])
        #expect(broken { $0.logs = [:] } == ["I10"])
    }
}
