import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// Output that is hard to keep: quick, long, much, cut or damaged by others, or without a place to put it.
@Suite("Faults of logs")
struct LogFaultTests {
    @Test("F34 I10 jobs that end at once and write no last newline: every byte of every one")
    func quick() async throws {
        try await FaultLab.with { lab in
            let count = Soak.rounds(60)
            let numbers = try await lab.submit((0..<count).map { TruthJob(key: "job\($0)") }) { draft in
                draft.spec.command = [
                    "sh", "-c", "printf '%s' \(draft.name ?? ""); printf 'e%s' \(draft.name ?? "") >&2",
                ]
            }
            try await lab.startWorker()
            try await lab.quiesce(within: .seconds(240))
            for (index, number) in numbers.enumerated() {
                let attempt = try #require(try await lab.attempt(number))
                let log = try await lab.log(of: attempt.id)
                #expect(attempt.logCompleteness == .complete)
                #expect(String(decoding: log.output, as: UTF8.self) == "job\(index)")
                #expect(String(decoding: log.errors, as: UTF8.self) == "ejob\(index)")
            }
        }
    }

    @Test("F35 I10 LOG-06 lines of 40,000 bytes whose parts share one time survive a kill -9 of the reader")
    func longLines() async throws {
        try await FaultLab.with { lab in
            let number = try await lab.submit([TruthJob(key: "long")]) { draft in
                draft.spec.command = [
                    "sh", "-c",
                    """
                    read n </etc/hostname; echo start $n 1 >>/truth/long
                    i=0; while [ $i -lt 60 ]; do
                        head -c 40000 /dev/zero | tr '\\0' $((i % 10)); echo; echo short $i; sleep 0.05; i=$((i+1)); done
                    """,
                ]
            }[0]
            for _ in 0..<3 {
                let worker = try await lab.startWorker()
                try await lab.waitForStarts(1)
                let held = try await self.length(lab, number)
                try await eventually("more of the log is stored") { try await self.length(lab, number) > held }
                try await worker.killAndWait()
            }
            try await lab.startWorker()
            try await lab.quiesce()
            let attempt = try #require(try await lab.attempt(number))
            let expected = (0..<60).map { String(repeating: "\($0 % 10)", count: 40000) + "\nshort \($0)\n" }.joined()
            let log = try await lab.log(of: attempt.id)
            #expect(attempt.logCompleteness == .complete)
            #expect(log.output.count == expected.utf8.count)
            #expect(log.output == Array(expected.utf8))
        }
    }

    private func length(_ lab: FaultLab, _ number: JobNumber) async throws -> Int {
        guard let attempt = try await lab.attempt(number) else { return 0 }
        return try await lab.log(of: attempt.id).output.count
    }

    @Test(
        "F37 I16 a flood of one job: its log is whole, the worker stays small, and the neighbour's lines come meanwhile"
    )
    func flood() async throws {
        try await FaultLab.with { lab in
            let megabytes = Soak.isOn ? 600 : 12
            let flood = try await lab.submit([TruthJob(key: "flood")]) { draft in
                draft.spec.command = [
                    "sh", "-c",
                    "read n </etc/hostname; echo start $n 1 >>/truth/flood; yes 0123456789012345678901234567890 | head -c \(megabytes)000000",
                ]
            }[0]
            let worker = try await lab.startWorker()
            try await lab.waitForStarts(1)
            let neighbour = TruthJob(key: "neighbour", lines: 40, code: 3, pauseEvery: 1)
            let other = try await lab.submit([neighbour])[0]
            var peak = 0
            try await eventually(
                "the flood is over", within: .seconds(Soak.isOn ? 600 : 120), every: .milliseconds(100)
            ) {
                peak = max(peak, try Self.residentMegabytes(worker.processID))
                return try await lab.job(flood).status.isTerminal
            }
            try await lab.quiesce()
            #expect(peak < 300, "a debug build may take twice the 150 MB of the product")
            let attempt = try #require(try await lab.attempt(flood))
            if Soak.isOn {
                #expect(attempt.logCompleteness == .incomplete(.quota))
            } else {
                #expect(attempt.logCompleteness == .complete)
                #expect(attempt.logBytes == Int64(megabytes) * 1_000_000)
            }
            let quiet = try #require(try await lab.attempt(other))
            #expect(try await lab.log(of: quiet.id).output == neighbour.expectedOutput)
            #expect(try await lab.job(other).exitCode == 3)
        }
    }

    private static func residentMegabytes(_ process: pid_t) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) / 1024
    }

    /// What somebody does to the engine's own log file.
    enum Damage: String, CaseIterable, CustomTestStringConvertible {
        case cut = "F32 cut to nothing"
        case overwritten = "F33 four bytes overwritten"
        var testDescription: String { rawValue }
    }

    @Test(
        "F32 F33 I10 I12 the engine's log file is cut or damaged: what is held stays, and the gap is admitted",
        arguments: Damage.allCases)
    func damaged(_ damage: Damage) async throws {
        try await TestEngine.withPrivate("log") { engine in
            try await FaultLab.with(engine: engine) { lab in
                let truth = TruthJob(key: "job", lines: 300, code: 3, waitsForGate: true)
                let number = try await lab.submit([truth])[0]
                let worker = try await lab.startWorker()
                try await eventually("all lines of both streams are stored") {
                    guard let attempt = try await lab.attempt(number) else { return false }
                    let log = try await lab.log(of: attempt.id)
                    return log.output.count == truth.expectedOutput.count
                        && log.errors.count == truth.expectedErrors.count
                }
                try await worker.killAndWait()
                let container = try #require(try await lab.attempt(number)?.executionID?.rawValue)
                let data = try #require(engine.dataDirectory)
                let file = "\(data)/containers/\(container)/\(container)-json.log"
                switch damage {
                case .cut: #expect(truncate(file, 0) == 0)
                case .overwritten:
                    let handle = try FileHandle(forUpdating: URL(fileURLWithPath: file))
                    let size = try handle.seekToEnd()
                    try handle.seek(toOffset: size - 400)
                    try handle.write(contentsOf: Data([0, 0xFF, 0, 0xFF]))
                    try handle.close()
                }
                try lab.openGate()
                try await lab.startWorker()
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                let attempt = try #require(history.attempts.first)
                #expect(history.jobs.first?.exitCode == 3)
                #expect(history.logs[attempt.id]?.output == truth.expectedOutput)
                #expect(history.logs[attempt.id]?.errors == truth.expectedErrors)
                // Where the last held line is still found behind the damage, nothing is missing and nothing is to be admitted.
                if damage == .cut { #expect(attempt.logCompleteness != .complete) }
            }
        }
    }

    @Test("F38 I10 the reader of the log stands still: the job ends in its own time, and its log is whole afterwards")
    func readerStalls() async throws {
        try await FaultLab.with { lab in
            // Far more than any pipe or socket between the two can hold.
            let truth = TruthJob(key: "job", lines: 40, code: 3, waitsForGate: true, linesBehindGate: 60_000)
            let number = try await lab.submit([truth])[0]
            let worker = try await lab.startWorker()
            try await eventually("its log is being followed") {
                guard let attempt = try await lab.attempt(number) else { return false }
                return try await lab.log(of: attempt.id).output.isEmpty == false
            }
            worker.signal(SIGSTOP)
            try lab.openGate()
            try await eventually("the job has ended though nobody reads") {
                try lab.truthRecords()["job"]?.contains { $0.word == "end" } ?? false
            }
            worker.signal(SIGCONT)
            try await lab.quiesce()
            let history = try await lab.history()
            #expect(HistoryChecker.violations(of: history) == [])
            #expect(history.jobs[0].exitCode == 3)
            #expect(history.attempts[0].logCompleteness == .complete)
        }
    }

    @Test("F74 I12 I19 the place for logs is full: the job's result is kept, and its log says that it is not whole")
    func logPlaceFull() async throws {
        try await FaultLab.with { lab in
            let place = lab.storeDirectory.logsPath
            try await ShellCommand.check("mount", ["-t", "tmpfs", "-o", "size=400k,mode=700", "berth-test", place])
            do {
                let number = try await lab.submit([TruthJob(key: "big", lines: 20_000, code: 3)])[0]
                let worker = try await lab.startWorker()
                try await lab.quiesce()
                let attempt = try #require(try await lab.attempt(number))
                #expect(try await lab.job(number).exitCode == 3)
                #expect(attempt.logCompleteness == .incomplete(.storeFull))
                #expect(HistoryChecker.violations(of: try await lab.history()) == [])
                #expect(worker.isRunning)
                try await worker.killAndWait()
                try await ShellCommand.check("umount", [place])
            } catch {
                _ = try? await ShellCommand.run("umount", ["-l", place])
                throw error
            }
        }
    }
}
