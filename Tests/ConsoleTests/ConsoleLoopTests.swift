import ConsoleUI
import Foundation
import JobCore
import JobEngine
import Synchronization
import Testing

@testable import ConsoleApp

@Suite("Console loop", .timeLimit(.minutes(1)))
struct ConsoleLoopTests {
    private let options = ConsoleOptions(storeName: "~/berth", timeZone: .gmt, now: { Samples.now })

    /// Starts a console, lets `body` act on it, ends it with ctrl-c unless it has ended by itself.
    private func withConsole(
        _ source: FakeSource, columns: Int = 80, rows: Int = 24,
        _ body: (TestTerminal) async throws -> Void
    ) async rethrows -> ConsoleExit {
        let terminal = TestTerminal(columns: columns, rows: rows)
        let console = Console(source: source, options: options)
        async let exit = console.run(on: terminal)
        try await body(terminal)
        terminal.send(.key(.control("c")))
        return await exit
    }

    @Test("the list and the log of the selected job appear, and follow what changes")
    func live() async throws {
        let source = FakeSource()
        let exit = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") && $0.contains("has not started") })
            terminal.type("jjj")
            #expect(await terminal.waitForFrame { $0.contains("finished") && $0.contains("following · 8 lines") })
            source.change(
                { $0.log.append("one more line") },
                telling: .hint(Hint(kind: .log, job: JobNumber(1046), attempt: 1, bytes: 100)))
            #expect(await terminal.waitForFrame { $0.contains("one more line") && $0.contains("9 lines") })
            source.change { $0.jobs.insert(Samples.job(1050, "brand-new", .queued), at: 0) }
            #expect(await terminal.waitForFrame { $0.contains("brand-new") })
        }
        #expect(exit == .quit)
    }

    @Test("I1 cancel asks first; No and leaving the question cancel nothing, Yes cancels the job that was selected")
    func cancel() async throws {
        let source = FakeSource()
        _ = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            terminal.type("jjjs")
            #expect(await terminal.waitForFrame { $0.contains("Cancel job 1046") })
            terminal.send(.key(.enter))
            #expect(await terminal.waitForFrame { !$0.contains("Cancel job 1046") })
            terminal.type("s")
            terminal.send(.key(.escape))
            terminal.type("sn")
            #expect(source.state.cancelled == [])
            terminal.type("sy")
            #expect(await terminal.waitForFrame { $0.contains("Job 1046 is asked to end") })
            #expect(source.state.cancelled == [JobNumber(1046)])
        }
    }

    @Test("a refused cancel tells the reason; leaving waits for a request that is on its way")
    func cancelAnswers() async throws {
        let source = FakeSource()
        _ = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            source.change { $0.refusal = StoreError(.conflict, "Could not cancel job 1046: it has ended.") }
            terminal.type("jjjsy")
            #expect(await terminal.waitForFrame { $0.contains("Could not cancel job 1046") })
            source.change {
                $0.refusal = nil
                $0.blocksCancel = true
            }
            terminal.type("sy")
            #expect(await terminal.waitForFrame { !$0.contains("Cancel job") })
            terminal.send(.key(.control("c")))
            source.change { $0.blocksCancel = false }
        }
        #expect(source.state.cancelled == [JobNumber(1046)])
    }

    @Test("F69 a store that cannot be read is told, and the list comes back by itself")
    func failure() async throws {
        let source = FakeSource()
        _ = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            source.change { $0.failure = StoreError(.timeout, "The store is locked by another process.") }
            #expect(await terminal.waitForFrame { $0.contains("locked") && $0.contains("train-model") })
            // Nothing tells that the lock is gone.
            source.changeSilently { $0.failure = nil }
            #expect(await terminal.waitForFrame { !$0.contains("locked") })
        }
    }

    @Test("F87 quit, signals, a vanished terminal and cancellation each end the loop with their reason")
    func exits() async throws {
        let expected: [(TerminalEvent?, ConsoleExit)] = [
            (.key(.character("q")), .quit), (.key(.control("c")), .quit), (.hungUp, .hungUp),
            (.terminated(signal: SIGTERM), .terminated(signal: SIGTERM)), (nil, .hungUp),
        ]
        for (event, exit) in expected {
            let ended = await withConsole(FakeSource()) { terminal in
                if let event { terminal.send(event) } else { terminal.vanish() }
            }
            #expect(ended == exit)
        }
        let terminal = TestTerminal()
        let task = Task { [options] in await Console(source: FakeSource(), options: options).run(on: terminal) }
        #expect(await terminal.waitForFrame { $0.contains("train-model") })
        task.cancel()
        #expect(await task.value == .terminated(signal: SIGTERM))
    }

    @Test("F87 suspend and redraw reach the terminal; afterwards the screen is drawn again")
    func suspend() async throws {
        _ = await withConsole(FakeSource()) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            terminal.send(
                .key(.control("z")), .suspendRequested, .key(.control("l")), .resized(Size(columns: 100, rows: 30)))
            #expect(
                await terminal.waitForFrame { $0.split(separator: "\n", omittingEmptySubsequences: false).count == 30 })
            #expect(terminal.suspensions == 2 && terminal.invalidations == 1)
        }
    }

    @Test("everything that waits is taken at once: a burst of changes makes few frames and few reads")
    func bursts() async throws {
        let source = FakeSource()
        _ = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            for number in 0..<500 { source.change { $0.jobs[10].name = "burst-\(number)" } }
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            terminal.type("a")
            #expect(await terminal.waitForFrame { $0.contains("JOBS active") })
            #expect(terminal.frames.count < 100 && source.state.jobReads < 100)
        }
    }

    @Test("nothing is drawn and nothing is read while nothing moves")
    func idle() async throws {
        let source = FakeSource { contents in contents.jobs = contents.jobs.filter { $0.status.isTerminal } }
        _ = try await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("nightly") && $0.contains("8 lines") })
            // The header's numbers may still be on their way.
            #expect(await terminal.waitForFrame { $0.contains("failed/24h") })
            let frames = terminal.frames.count
            let reads = (source.state.jobReads, source.state.logReads.count)
            try await Task.sleep(for: .milliseconds(1_500))
            #expect(terminal.frames.count == frames)
            #expect((source.state.jobReads, source.state.logReads.count) == reads)
        }
    }

    @Test("what is read again and has not changed is not drawn again")
    func sameAnswers() async throws {
        let source = FakeSource { contents in contents.jobs = contents.jobs.filter { $0.status.isTerminal } }
        _ = try await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("nightly") && $0.contains("8 lines") })
            #expect(await terminal.waitForFrame { $0.contains("failed/24h") })
            // Until everything was read once.
            var before = 0
            while terminal.frames.count > before {
                before = terminal.frames.count
                try await Task.sleep(for: .milliseconds(200))
            }
            let (frames, reads) = (terminal.frames.count, source.state.jobReads)
            for _ in 0..<5 {
                let before = source.state.jobReads
                source.change { _ in }
                while source.state.jobReads == before { try await Task.sleep(for: .milliseconds(5)) }
            }
            try await Task.sleep(for: .milliseconds(100))
            #expect(source.state.jobReads >= reads + 5 && terminal.frames.count == frames)
        }
    }

    @Test("LOG-04 scrolling a log of 200,000 lines reads some screens of it, and the newest one first")
    func longLog() async throws {
        let source = FakeSource { $0.log = (0..<200_000).map { "line \($0)" } }
        _ = await withConsole(source) { terminal in
            #expect(await terminal.waitForFrame { $0.contains("train-model") })
            terminal.type("jjj")
            terminal.type("3")
            #expect(await terminal.waitForFrame { $0.contains("line 199999") && $0.contains("200,000 lines") })
            terminal.send(.key(.pageUp))
            #expect(await terminal.waitForFrame { $0.contains("paused") && !$0.contains("line 199999") })
            terminal.type("g")
            #expect(await terminal.waitForFrame { $0.contains("  line 0\n") && $0.contains("paused at line 1 ") })
            terminal.type("G")
            #expect(await terminal.waitForFrame { $0.contains("line 199999") })
            #expect(source.state.logReads.allSatisfy { $0.reach <= 100 })
        }
    }

    @Test("F91 after the machine slept, the console says so and reads everything again")
    func sleep() async throws {
        let clock = Mutex(Samples.now)
        let options = ConsoleOptions(
            storeName: "~/berth", timeZone: .gmt, now: { clock.withLock { $0 } }, uptime: { .seconds(100) })
        let source = FakeSource()
        let terminal = TestTerminal()
        async let exit = Console(source: source, options: options).run(on: terminal)
        #expect(await terminal.waitForFrame { $0.contains("train-model") })
        let reads = source.state.jobReads
        clock.withLock { $0 += 3_600 }
        terminal.send(.resized(Size(columns: 100, rows: 30)))
        #expect(await terminal.waitForFrame { $0.contains("The machine slept for 1 h 00 m") })
        while source.state.jobReads == reads { try await Task.sleep(for: .milliseconds(5)) }
        terminal.send(.key(.control("c")))
        #expect(await exit == .quit)
    }

    @Test("what is prepared beside the first frame does not delay it, and is told")
    func preparation() async {
        let gate = Mutex(false)
        let options = ConsoleOptions(
            storeName: "~/berth", notices: [.init("'x' is both 'a' and 'b'.", isError: true)],
            prepare: {
                while !gate.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
                return [.init("It is now host 'local'.")]
            }, timeZone: .gmt, now: { Samples.now })
        let terminal = TestTerminal()
        async let exit = Console(source: FakeSource(), options: options).run(on: terminal)
        #expect(await terminal.waitForFrame { $0.contains("train-model") && $0.contains("✗ 'x' is both") })
        gate.withLock { $0 = true }
        #expect(await terminal.waitForFrame { $0.contains("It is now host 'local'.") })
        terminal.send(.key(.control("c")))
        #expect(await exit == .quit)
    }

    @Test("what is said at the start is told as an error only if it is one")
    func hint() async {
        let options = ConsoleOptions(
            storeName: "~/berth", notices: [.init("A tour: j and k move.")], timeZone: .gmt, now: { Samples.now })
        let terminal = TestTerminal()
        async let exit = Console(source: FakeSource(), options: options).run(on: terminal)
        #expect(await terminal.waitForFrame { $0.contains(" A tour: j and k move.") && !$0.contains("✗ A tour") })
        terminal.send(.key(.control("c")))
        #expect(await exit == .quit)
    }

    @Test("the editor can write a configuration file that is the first one in its directory")
    func settingsDirectory() async throws {
        let directory = NSTemporaryDirectory() + "berth-settings-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        var options = options
        options.settingsPath = directory + "/config/berth/config.yaml"
        options.editor = "touch"
        let terminal = TestTerminal()
        async let exit = Console(source: FakeSource(), options: options).run(on: terminal)
        #expect(await terminal.waitForFrame { $0.contains("train-model") })
        terminal.type("8")
        #expect(await terminal.waitForFrame { $0.contains("Notifications") })
        terminal.type("e")
        for _ in 0..<2_000 where !FileManager.default.fileExists(atPath: options.settingsPath) {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(FileManager.default.fileExists(atPath: options.settingsPath))
        terminal.send(.key(.control("c")))
        #expect(await exit == .quit)
    }

    @Test("a worker that was started and is never seen is not said to start for ever")
    func workerDiesAtOnce() async {
        let source = FakeSource { $0.summary.worker = .none }
        let options = ConsoleOptions(storeName: "~/berth", startsWorker: true, timeZone: .gmt, now: { Samples.now })
        let terminal = TestTerminal(columns: 120, rows: 40)
        async let exit = Console(source: source, options: options).run(on: terminal)
        #expect(await terminal.waitForFrame { $0.contains("worker starts") })
        #expect(await terminal.waitForFrame { $0.contains("no worker") && $0.contains("has ended again") })
        terminal.send(.key(.control("c")))
        #expect(await exit == .quit)
    }

    @Test("a snapshot is one frame of what the store holds")
    func snapshot() async throws {
        let console = Console(source: FakeSource(), options: options)
        let frame = try await console.snapshot(size: Size(columns: 100, rows: 20), abilities: TerminalAbilities())
        #expect(frame.size == Size(columns: 100, rows: 20))
        #expect(frame.text.contains("train-model") && frame.text.contains("worker since 01:04"))
    }
}
