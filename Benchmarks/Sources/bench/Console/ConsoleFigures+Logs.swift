import Foundation
import Glibc
import JobCore
import Measures

extension ConsoleFigures {
    /// A long log of an ended job: to open it, to search it.
    func measureLog(_ result: inout Result) async throws {
        let berth = try makeBerth("console-log")
        Progress.say("console: a log of 200,000 lines")
        try addMock(
            berth, "long", "logRate=100000", "duration=2s", "logErrorEvery=0", "logPattern=row {n} of the long log")
        try addMock(berth, "short", "logPattern=nothing to see")
        try await submit(berth, ["long"], to: "long")
        try workOnce(berth)
        try await submit(berth, ["short"], to: "short")
        try workOnce(berth)
        var lines = 0
        _ = try berth.program.run(["logs", "1"], output: .read { lines += $0.count { $0 == 10 } })
        result.logLines = lines
        let pattern = "7777"
        let matching = (1...lines).count { "row \($0) of".contains(pattern) }

        let console = try ConsoleProgram(berth, ["--no-worker"])
        try console.wait(for: "nothing to see")
        let small = try ProcessFigures(pid: console.pid).proportional
        for _ in 0..<20 {
            let began = try console.type("j")
            result.openLog.append((try console.wait(for: "row \(lines) of") - began).inMilliseconds)
            try console.type("k")
            try console.wait(for: "nothing to see")
        }
        try console.type("j")
        try console.wait(for: "row \(lines) of")
        result.openLogGrowth = Double(try ProcessFigures(pid: console.pid).proportional - small) / 1_048_576
        try console.type("l")
        for _ in 0..<10 {
            try console.type("/")
            try console.drain(for: .milliseconds(50))
            let began = try console.type(pattern + "\r")
            result.firstHit.append(
                (try console.wait(for: "the first hit") { $0.shows("/\(pattern) ") && $0.shows(" of ") } - began)
                    .inMilliseconds)
            result.allCounted.append(
                (try console.wait(for: "all hits") {
                    $0.shows("of \(matching) ") || $0.shows("/\(pattern) \(matching) lines")
                } - began).inMilliseconds)
            // One step back leaves the search.
            try console.type("\u{1B}")
            try console.wait(for: "/\(pattern) ", isGone: true)
        }
        _ = try console.quit()
    }

    /// Keys while lines arrive as fast as they may.
    func measureFlood(_ result: inout Result) async throws {
        Progress.say("console: keys while \(result.floodRate) lines a second arrive")
        let berth = try makeBerth("console-flood")
        try addMock(berth, "mock", "duration=2h", "logRate=\(result.floodRate)", "logPattern=line {n} of a flood")
        try await submit(berth, ["flood"], to: "mock")
        let worker = try startWorker(berth)
        defer { _ = worker.terminate() }
        try await wait(berth, for: 1, .running)
        let console = try ConsoleProgram(berth)
        try console.wait(for: "of a flood")
        for _ in 0..<200 {
            let began = try console.type("?")
            result.keyInFlood.append((try console.wait(for: Self.help) - began).inMilliseconds)
            try console.type("q")
            try console.wait(for: Self.help, isGone: true)
            try console.drain(for: .milliseconds(20))
        }
        let before = try ThreadFigures(pid: console.pid)
        try console.drain(for: .seconds(10))
        result.floodCPU = (try ThreadFigures(pid: console.pid).cpu - before.cpu).inSeconds / 10 * 100
        _ = try console.quit()
    }

    /// What a container writes, until it stands on the screen.
    func measureWrites(_ result: inout Result) async throws {
        Progress.say("console: from a container's write to the screen")
        let berth = try makeBerth("console-writes")
        let shared = berth.storePath + ".shared"
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
        guard mkfifo(shared + "/words", 0o666) == 0 else { throw BenchFailure("Could not make a pipe.") }
        try berth.program.text([
            "run", "--detach", "--volume", "\(shared):/shared", Berth.image, "sh", "-c",
            "while read -r word; do echo \"$word\"; done </shared/words",
        ])
        // Opens when the container reads.
        let pipe = open(shared + "/words", O_WRONLY | O_CLOEXEC)
        guard pipe >= 0 else { throw BenchFailure("Could not open the pipe to the container.") }
        defer { close(pipe) }
        let console = try ConsoleProgram(berth)
        try console.wait(for: "running")
        for number in 0..<100 {
            // Letters that the row before does not have, in no order that repeats.
            let word = String((0..<12).map { _ in "abcdefghijklm".randomElement() ?? "a" }) + "-\(number)"
            let line = Array((word + "\n").utf8)
            let began = ContinuousClock.now
            guard write(pipe, line, line.count) == line.count else { throw BenchFailure("The container is gone.") }
            result.writeToScreen.append((try console.wait(for: word) - began).inMilliseconds)
            try console.drain(for: .milliseconds(.random(in: 50...150)))
        }
        _ = try console.quit()
        try berth.program.text(["cancel", "1", "--kill"])
        try berth.program.text(["worker", "stop"])
    }
}
