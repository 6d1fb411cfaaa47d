import Foundation
import JobCore
import JobEngine
import Synchronization
import Testing

@testable import DockerExecution

@Suite(.timeLimit(.minutes(3)))
struct LogReadingTests {
    @Test("DOCK-10 both streams, in order within each, with times; an empty log is empty")
    func streams() async throws {
        try await Bench.with { bench in
            let (inspection, log) = try await bench.run(
                bench.order("sh", "-c", "echo one; echo err >&2; echo two; printf end"))
            #expect(log.text() == "one\ntwo\nend")
            #expect(log.text(of: .stderr) == "err\n")
            let start = try #require(inspection.startedAt)
            #expect(log.lines.allSatisfy { ($0.time ?? start).seconds >= start.seconds - 1 })
            let (_, empty) = try await bench.run(bench.order("true", job: 2))
            #expect(empty.lines.isEmpty)
        }
    }

    @Test(
        "DOCK-10 NUL, escapes and lone returns are kept as they are; for what is no UTF-8 the engine's file has U+FFFD")
    func rawBytes() async throws {
        try await Bench.with { bench in
            let (_, log) = try await bench.run(bench.order("printf", #"\000\033[2Ja\rb\n\303\251\377"#))
            #expect(
                log.bytes(of: .stdout) == [
                    0, 0x1b, 0x5b, 0x32, 0x4a, 0x61, 0x0d, 0x62, 0x0a, 0xc3, 0xa9, 0xef, 0xbf, 0xbd,
                ])
        }
    }

    @Test("DOCK-10 a terminal's output has no frames, keeps its returns, and parts of long lines")
    func terminal() async throws {
        try await Bench.with { bench in
            var spec = Bench.spec(["sh", "-c", "echo out; echo err >&2; head -c 40000 /dev/zero | tr '\\0' a; echo"])
            spec.hasTerminal = true
            let (inspection, log) = try await bench.run(bench.order(spec))
            #expect(inspection.hasTerminal)
            #expect(log.text() == "out\r\nerr\r\n" + String(repeating: "a", count: 40_000) + "\r\n")
            #expect(log.lines.allSatisfy { $0.time != nil })
        }
    }

    @Test("DOCK-10 `since` is inclusive: from the time of any line on, that line comes again")
    func since() async throws {
        try await Bench.with { bench in
            let script = "for i in 1 2 3 4 5; do echo $i; usleep 20000; done"
            let (inspection, log) = try await bench.run(bench.order("sh", "-c", script))
            for (index, line) in log.lines.enumerated() {
                let rest = try await bench.log(inspection.id, since: line.time)
                #expect(rest.lines == Array(log.lines[index...]))
            }
        }
    }

    @Test("DOCK-10 the newest records come in order, a last line without newline too; fewer than asked for are all")
    func end() async throws {
        try await Bench.with { bench in
            let (inspection, log) = try await bench.run(bench.order("sh", "-c", "seq 1 2000; printf end"))
            for limit in [3, 5000] {
                let (batch, end) = try await bench.executor.readLogEnd(inspection.id, limit: limit)
                #expect(end == .ended)
                #expect(batch.bytes == log.lines.suffix(limit).flatMap(\.bytes))
                #expect(batch.records.map(\.time) == log.lines.suffix(limit).map(\.time))
            }
        }
    }

    @Test("F35 a line of 40,000 bytes comes as parts of one time and is whole; a cursor within it loses nothing")
    func longLine() async throws {
        try await Bench.with { bench in
            let (inspection, log) = try await bench.run(
                bench.order("sh", "-c", "head -c 40000 /dev/zero | tr '\\0' a; echo; echo next"))
            #expect(log.lines.map(\.bytes.count) == [16_384, 16_384, 7_233, 5])
            let again = try await bench.log(inspection.id, since: log.lines[1].time)
            #expect(again.lines == log.lines)
        }
    }

    @Test(
        "F34 following from the start to the end plus one last reading has every byte, in 30 rounds of a very short job"
    )
    func shortJobs() async throws {
        try await Bench.with { bench in
            for round in 1...30 {
                let id = try await bench.launch(bench.order("printf", "c", job: Int64(round)))
                _ = try await bench.log(id, follow: true)
                _ = try await bench.ended(id)
                #expect(try await bench.log(id).text() == "c")
                try await bench.executor.remove(id)
            }
        }
    }

    @Test("DOCK-10 following hands lines over while the job runs, and ends with it")
    func follow() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(
                bench.order("sh", "-c", "echo first; read x < /tmp/never 2>/dev/null; sleep 100"))
            let collector = LogCollector()
            let reading = Task { try await bench.executor.readLog(id, since: nil, follow: true) { collector.add($0) } }
            try await eventually("the first line is there") { collector.log.text() == "first\n" ? () : nil }
            #expect(try await bench.executor.inspect(id).state.isRunning)
            try await bench.executor.kill(id)
            #expect(try await reading.value == .ended)
        }
    }

    @Test("DOCK-10 cancelling ends a followed log at once, without ending the job")
    func cancellation() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sleep", "100"))
            let reading = Task { try await bench.executor.readLog(id, since: nil, follow: true) { _ in } }
            try await Task.sleep(for: .milliseconds(50))
            reading.cancel()
            let result = await reading.result
            #expect(throws: LogReadingError.self) { try result.get() }
            #expect(try await bench.executor.inspect(id).state.isRunning)
        }
    }

    @Test("DOCK-10 the log of an unknown container is `notFound`")
    func unknownContainer() async throws {
        try await Bench.with { bench in
            let error = await #expect(throws: LogReadingError.self) {
                try await bench.executor.readLog(ExecutionID("nosuchcontainer"), since: nil, follow: false) { _ in }
            }
            guard case .executor(let cause) = error else {
                Issue.record("not the executor's error")
                return
            }
            #expect(cause.code == .notFound)
        }
    }

    @Test("F36 a driver that cannot be read is told as that, and the job's end is known all the same")
    func unreadableDriver() async throws {
        try await Bench.with { bench in
            let label = #""Labels":{"berth.store":"\#(bench.store)"}"#
            let reply = try await bench.call(
                "POST", "/containers/create",
                #"{"Image":"\#(TestEngine.image)","Cmd":["echo","x"],\#(label),"HostConfig":{"NetworkMode":"none","LogConfig":{"Type":"none"}}}"#
            )
            let id = ExecutionID(String(try #require(reply.firstMatch(of: #/[0-9a-f]{64}/#)).output))
            try await bench.executor.start(PreparedContainer(id: id, isFresh: true))
            #expect(try await bench.ended(id).state == .exited(code: 0, wasOutOfMemory: false))
            let end = try await bench.executor.readLog(id, since: nil, follow: false) { _ in }
            guard case .unreadable(let words) = end else {
                Issue.record("\(end)")
                return
            }
            #expect(words.contains("does not support reading"))
        }
    }

    @Test("I16 a sink that refuses ends the reading with its own error")
    func sinkFails() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sh", "-c", "yes | head -n 100000"))
            let error = await #expect(throws: LogReadingError.self) {
                try await bench.executor.readLog(id, since: nil, follow: true) { _ throws(StoreError) in
                    throw StoreError(.resource, "The disk is full.")
                }
            }
            guard case .store(let cause) = error else {
                Issue.record("not the store's error")
                return
            }
            #expect(cause.message == "The disk is full.")
        }
    }

    @Test("DOCK-11 1,000,000 lines arrive complete and in order, in batches of bounded size and bounded memory")
    func manyLines() async throws {
        try await Bench.with { bench in
            let tail = String(repeating: "x", count: 92)
            let id = try await bench.launch(
                bench.order(
                    "sh", "-c", "seq -f '%07.0f\(tail)' 1 1000000 2>/dev/null || seq 1 1000000 | sed 's/$/\(tail)/'"))
            let counter = LineCounter()
            let before = residentMemory()
            let end = try await bench.executor.readLog(id, since: nil, follow: true) { counter.add($0) }
            #expect(end == .ended)
            #expect(counter.state.lines == 1_000_000 && counter.state.isInOrder)
            #expect(counter.state.largestBatch <= 70_000 + 16_384)
            #expect(counter.state.mostRecords <= 1_000)
            #expect(residentMemory() - before < 100 << 20)
        }
    }

    @Test("I16 a slow sink slows the reading, not the memory: at most two batches are in hand")
    func backpressure() async throws {
        try await Bench.with { bench in
            let id = try await bench.launch(bench.order("sh", "-c", "seq 1 300000"))
            _ = try await bench.ended(id)
            let counter = LineCounter()
            let before = residentMemory()
            let isBusy = Mutex(false)
            _ = try await bench.executor.readLog(id, since: nil, follow: true) { batch in
                #expect(
                    !isBusy.withLock { busy in
                        defer { busy = true }; return busy
                    }, "a batch came before the last was done")
                counter.add(batch)
                if counter.state.batches % 100 == 0 { try? await Task.sleep(for: .milliseconds(50)) }
                isBusy.withLock { $0 = false }
            }
            #expect(counter.state.lines == 300_000 && counter.state.isInOrder)
            #expect(residentMemory() - before < 50 << 20)
        }
    }
}

/// Counts lines whose first word is their number, without keeping them.
final class LineCounter: Sendable {
    struct State: Sendable {
        var lines = 0
        var batches = 0
        var isInOrder = true
        var largestBatch = 0
        var mostRecords = 0
    }

    private let storage = Mutex(State())
    var state: State { storage.withLock { $0 } }

    func add(_ batch: LogBatch) {
        storage.withLock { state in
            state.batches += 1
            state.largestBatch = max(state.largestBatch, batch.bytes.count)
            state.mostRecords = max(state.mostRecords, batch.records.count)
            var offset = 0
            for record in batch.records {
                state.lines += 1
                var number = 0
                for byte in batch.bytes[offset..<offset + record.length] {
                    guard case let digit = byte &- 48, digit < 10 else { break }
                    number = number * 10 + Int(digit)
                }
                if number != state.lines { state.isInOrder = false }
                offset += record.length
            }
        }
    }
}

/// Resident memory of this process, bytes.
func residentMemory() -> Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4_096
}
