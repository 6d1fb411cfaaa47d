import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// The machine around the worker: too few descriptors, a clock that is wrong or jumps, input that means harm.
@Suite("Faults of the surroundings")
struct SurroundingsTests {
    @Test("F75 I15 a worker with few descriptors refuses what it cannot hold, and brings what it has to its true end")
    func fewDescriptors() async throws {
        try await FaultLab.with(slots: 20) { lab in
            let truths = (0..<20).map { TruthJob(key: "job\($0)", lines: 20, code: $0 % 3) }
            try await lab.submit(truths) {
                $0.retryPolicy = RetryPolicy(maxAttempts: 3, baseDelay: .milliseconds(500), maxDelay: .seconds(1))
            }
            let worker = try await lab.startWorker(["--max-concurrent", "20"], wrapper: ["prlimit", "--nofile=64"])
            try await lab.quiesce()
            #expect(worker.isRunning)
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs {
                #expect(job.exitCode == history.submitted[job.number]?.code, "\(job.lastError ?? "")")
            }
        }
    }

    @Test(
        "F68 I19 the disk refuses every fsync: the worker says so and acknowledges nothing; the next one finds a sound store"
    )
    func refusedSync() async throws {
        try await FaultLab.with { lab in
            let truths = (0..<4).map { TruthJob(key: "job\($0)", lines: 20, code: $0) }
            try await lab.submit(truths)
            let refusing = try await lab.startWorker(
                wrapper: [
                    "strace", "-D", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync",
                    "-e", "inject=fsync,fdatasync:error=EIO:when=1+",
                ], waitsUntilReady: false)
            try await eventually("the worker says what it could not do, or has ended with it") {
                refusing.log.contains("I/O error") || refusing.log.contains("Input/output error") || !refusing.isRunning
            }
            #expect(!refusing.log.isEmpty)
            for job in try await lab.store.jobs(JobQuery()).jobs { #expect(!job.status.isTerminal) }
            try await refusing.killAndWait()
            try await lab.startWorker()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs { #expect(job.exitCode == history.submitted[job.number]?.code) }
            let path = lab.storeDirectory.databasePath
            #expect(try await ShellCommand.check("sqlite3", [path, "PRAGMA integrity_check"]) == "ok\n")
        }
    }

    @Test("I23 never more containers than slots, over the death of a worker and its successor")
    func slots() async throws {
        try await FaultLab.with(slots: 3) { lab in
            try await lab.submit((0..<15).map { TruthJob(key: "job\($0)", lines: 10, code: $0 % 2, pauseEvery: 2) })
            let worker = try await lab.startWorker(["--max-concurrent", "10"])
            var peak = 0
            var ended = 0
            func look() async throws {
                let running = try await lab.api.containers(ofStore: lab.store.id.description)
                peak = max(peak, running.filter { $0.state == "running" }.count)
                let counts = try await lab.store.counts()
                ended = counts[.completed] + counts[.failed]
            }
            try await eventually("some have ended") {
                try await look()
                return ended >= 4
            }
            try await worker.killAndWait()
            try await lab.startWorker(["--max-concurrent", "10"])
            try await eventually("all have ended") {
                try await look()
                return ended == 15
            }
            try await lab.quiesce()
            #expect(peak > 0)
            #expect(HistoryChecker.violations(of: try await lab.history(peakRunning: peak)) == [])
        }
    }

    /// How far a worker's clock is away from that of its engine, in seconds.
    enum Skew: Int, CaseIterable, CustomTestStringConvertible {
        case ahead = 600
        case farAhead = 3600
        case behind = -600
        case farBehind = -3600
        var testDescription: String { "\(rawValue / 60) minutes" }
    }

    @Test(
        "F76 F77 I8 I10 I13 the clock is wrong by minutes, and by an hour after a restart: no mass expiry, no mass timeout, logs whole",
        arguments: Skew.allCases)
    func wrongClock(_ skew: Skew) async throws {
        try await FaultLab.with { lab in
            let truths = (0..<4).map {
                TruthJob(key: "job\($0)", lines: 200, code: $0, pauseEvery: 4, waitsForGate: true)
            }
            try await lab.submit(truths) { $0.timeout = .seconds(300) }
            let first = try await lab.startWorker()
            try await lab.waitForStarts(4)
            try await first.killAndWait()
            // Only the clock on the wall is wrong: the other one never jumps. libfaketime cannot be used: under it the timers
            // of libdispatch stop for good now and then.
            try await lab.startWorker(failpoint: "clock:\(skew.rawValue)")
            try await eventually("the jobs are adopted") {
                try await lab.store.events(after: 0, job: nil, limit: 1000).filter { $0.kind == "adopted" }.count == 4
            }
            let more = try await lab.submit([TruthJob(key: "more", lines: 50, code: 9)]) { $0.timeout = .seconds(300) }[
                0]
            #expect(try await lab.wait(for: more, "has ended") { $0.status.isTerminal }.exitCode == 9)
            try lab.openGate()
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            for job in history.jobs {
                #expect(job.exitReason == .appExit, "\(job.lastError ?? "")")
                #expect(job.exitCode == history.submitted[job.number]?.code)
                #expect(history.attempts.last { $0.id.job == job.number }?.logCompleteness == .complete)
            }
        }
    }

    @Test("F86 I18 hostile names are refused; hostile values reach the job byte by byte")
    func hostileValues() async throws {
        try await FaultLab.with { lab in
            for name in [
                "a\u{1B}[2Jb", "a\u{0}b", "a\u{202E}b", "a\u{200B}b", String(repeating: "n", count: 5000), "a\nb",
            ] {
                await #expect(throws: (any Error).self) {
                    try await lab.submit([TruthJob(key: "x")]) { $0.name = name }
                }
            }
            #expect(try await lab.store.jobs(JobQuery()).jobs.isEmpty)
            let values = [
                "ESC": "\u{1B}]52;c;aGk=\u{7}\u{1B}[2J", "BIDI": "\u{202E}abc\u{2066}", "LINES": "one\ntwo\r\nthree",
                "QUOTES": "'\"`$(id)\\;", "LONG": String(repeating: "x", count: 30_000),
                "INVISIBLE": "a\u{200B}\u{FEFF}b",
            ]
            let number = try await lab.submit([TruthJob(key: "values")]) { draft in
                draft.spec.environment = values.map { EnvironmentVariable(name: $0.key, value: $0.value) }
                draft.spec.labels = ["note": "\u{1B}[31m\u{202E}", "long": String(repeating: "l", count: 4000)]
                draft.spec.command = [
                    "sh", "-c", values.keys.sorted().map { "printf '%s|' \"$\($0)\"" }.joined(separator: ";"),
                ]
            }[0]
            try await lab.startWorker()
            try await lab.quiesce()
            let attempt = try #require(try await lab.attempt(number))
            let expected = values.keys.sorted().map { (values[$0] ?? "") + "|" }.joined()
            #expect(try await lab.log(of: attempt.id).output == Array(expected.utf8))
            #expect(try await lab.job(number).status == .completed)
        }
    }

    @Test(
        "F86 I18 containers of others under our label, with damaged and hostile labels, neither stop the worker nor are taken for jobs"
    )
    func hostileContainers() async throws {
        try await FaultLab.with { lab in
            let store = lab.store.id.description
            let hostile = [
                #""berth.job":"../../etc","berth.attempt":"1""#,
                #""berth.job":"99999999999999999999","berth.attempt":"-1""#,
                #""berth.job":"1","berth.attempt":"1","berth.token":"\u001b[2J""#,
                #""note":"\#(String(repeating: "x", count: 100_000))""#,
            ]
            for (index, labels) in hostile.enumerated() {
                let answer = try await lab.api.send(
                    "POST", "/containers/create?name=hostile-\(store.prefix(8))-\(index)",
                    json:
                        #"{"Image":"berth/busybox","Cmd":["sleep","1000"],"Labels":{"berth.store":"\#(store)",\#(labels)}}"#
                )
                #expect(answer.status == 201, "\(answer.body)")
            }
            let worker = try await lab.startWorker()
            let numbers = try await lab.submit((0..<3).map { TruthJob(key: "job\($0)", code: $0) })
            for (index, number) in numbers.enumerated() {
                #expect(try await lab.wait(for: number, "has ended") { $0.status.isTerminal }.exitCode == index)
            }
            #expect(worker.isRunning)
        }
    }
}
