import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Testing

/// The engine under the jobs dies, is stopped, loses its helpers or its memory. A result is never invented, and a gap in a
/// log is never silent.
@Suite("Death of the engine")
struct EngineDeathTests {
    /// What happens to the engine while jobs run.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case killed = "dockerd killed and started again"
        case killedLive = "dockerd killed and started again, live-restore"
        case restarted = "dockerd restarted politely"
        case restartedLive = "dockerd restarted politely, live-restore"
        case containerdKilled = "containerd killed"
        case crashed = "everything killed at once, as by a power cut"
        case crashedAndForgotten = "everything killed, and containerd has lost its records"

        var testDescription: String { rawValue }
        var isLive: Bool { self == .killedLive || self == .restartedLive }
        /// Whether jobs that run go on as if nothing had happened.
        var sparesJobs: Bool { isLive || self == .containerdKilled }
        /// Whether jobs can end while the daemon is away.
        var hasOrphanTime: Bool { self == .killed || self == .killedLive }
    }

    @Test(
        "F19–F24 F26 F27 F31 I1 I2 I5 I10 I12 DOCK-18 the engine dies while jobs run: no invented result, no silent gap",
        arguments: Fault.allCases)
    func engineDies(_ fault: Fault) async throws {
        let options = fault.isLive ? ["--live-restore"] : []
        try await TestEngine.withPrivate("die", options: options) { engine in
            try await FaultLab.with(engine: engine, slots: 3) { lab in
                // Two that run over the fault, one that ends during it, one that waits for its turn behind them.
                let truths = [
                    TruthJob(key: "long1", lines: 400, code: 0, pauseEvery: 4, waitsForGate: true),
                    TruthJob(key: "long2", lines: 400, code: 5, pauseEvery: 4, waitsForGate: true),
                    TruthJob(
                        key: "ends", lines: 30, code: 7, waitsForGate: true,
                        gate: fault.hasOrphanTime ? "gate-of-the-orphan" : "gate", linesBehindGate: 500),
                    TruthJob(key: "waits", lines: 5, code: 6),
                ]
                let numbers = try await lab.submit(truths)
                try await lab.startWorker()
                try await lab.waitForStarts(3)
                try await eventually("all three are stored as running") { try await lab.store.counts()[.running] == 3 }
                var daemons: [String?] = []
                for number in numbers.prefix(3) { daemons.append(try await lab.attempt(number)?.witness?.daemon) }
                try await inflict(fault, on: engine, lab)
                if fault.isLive {
                    // Only what was seen alive under the new daemon can prove its own end afterwards (decisions 2).
                    try await eventually("all that run are seen running under the new daemon") {
                        for (index, number) in numbers.prefix(fault == .killedLive ? 2 : 3).enumerated() {
                            guard try await lab.attempt(number)?.witness?.daemon != daemons[index] else { return false }
                        }
                        return true
                    }
                }
                // After a fault that ends jobs, the gate only lets those end that have not begun yet.
                try lab.openGate()
                try await lab.quiesce(within: .seconds(150))
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                try await judge(fault, history, numbers)
            }
        }
    }

    private func inflict(_ fault: Fault, on engine: TestEngine, _ lab: FaultLab) async throws {
        switch fault {
        case .killed, .killedLive:
            try await engine.command("kill")
            try lab.openGate("gate-of-the-orphan")
            try await eventually("the third job has ended without its engine") {
                try lab.truthRecords()["ends"]?.contains { $0.word == "end" } ?? false
            }
            try await eventually("the store says that the host is gone") {
                try await lab.store.host(FaultLab.host).condition?.isUsable == false
            }
            let counts = try await lab.store.counts()
            #expect(counts[.running] == 3, "nothing may be judged while the engine is away")
            try await engine.command("start")
        case .restarted, .restartedLive:
            try await engine.command("restart")
        case .containerdKilled:
            try await engine.command("kill-containerd")
            try await waitUntilContainersStart(lab)
        case .crashed:
            try await engine.command("stop", "--now")
            try await engine.command("start")
        case .crashedAndForgotten:
            try await engine.command("stop", "--now")
            try FileManager.default.removeItem(atPath: try #require(engine.dataDirectory) + "/containerd")
            try await engine.command("start")
        }
    }

    /// dockerd 20.10 never learns of a container that ends while its containerd is away, and calls it running for ever: the
    /// jobs run over the outage instead.
    private func waitUntilContainersStart(_ lab: FaultLab) async throws {
        let name = "probe-\(lab.store.id.short)"
        let made = try await lab.api.send(
            "POST", "/containers/create?name=\(name)", json: #"{"Image":"berth/busybox","Cmd":["true"]}"#)
        #expect(made.status == 201)
        try await eventually("the engine starts containers again", every: .milliseconds(300)) {
            try await lab.api.send("POST", "/containers/\(name)/start").status == 204
        }
        try await lab.api.remove(name)
    }

    private func judge(_ fault: Fault, _ history: History, _ numbers: [JobNumber]) async throws {
        func job(_ index: Int) throws -> Job { try #require(history.jobs.first { $0.number == numbers[index] }) }
        func log(_ index: Int) -> LogCompleteness? {
            history.attempts.last { $0.id.job == numbers[index] }?.logCompleteness
        }
        for index in 0..<2 {
            let long = try job(index)
            if fault.sparesJobs {
                #expect(long.exitCode == (index == 0 ? 0 : 5), "\(long.lastError ?? "")")
                #expect(long.exitReason == .appExit)
                #expect(log(index) == .complete)
            } else {
                #expect(long.status == .failed)
                #expect(
                    long.exitReason == .engineRestart || long.exitReason == .lost,
                    "\(String(describing: long.exitReason)), code \(String(describing: long.exitCode)), \(long.lastError ?? "")"
                )
                #expect(log(index) == .incomplete(.engineOutage))
            }
        }
        let ended = try job(2)
        switch fault {
        case .killed, .killedLive:
            // It ended while nobody looked: shim and container knew the code.
            #expect(ended.exitCode == 7, "\(ended.lastError ?? "")")
            #expect(ended.exitReason == .appExit)
            #expect(log(2) == .incomplete(.engineOutage))
        case .restartedLive, .containerdKilled: #expect(ended.exitCode == 7, "\(ended.lastError ?? "")")
        case .restarted, .crashed, .crashedAndForgotten:
            #expect(ended.exitReason == .engineRestart || ended.exitReason == .lost)
        }
        let waited = try job(3)
        #expect(waited.exitCode == 6, "\(waited)")
    }

    @Test("F19 F26 I1 I5 worker and engine die together: the next worker invents nothing", arguments: [false, true])
    func bothDie(everything: Bool) async throws {
        try await TestEngine.withPrivate("both") { engine in
            try await FaultLab.with(engine: engine) { lab in
                let truths = (0..<4).map { TruthJob(key: "job\($0)", lines: 50, code: 0, waitsForGate: true) }
                let numbers = try await lab.submit(truths)
                let worker = try await lab.startWorker()
                try await lab.waitForStarts(4)
                try await worker.killAndWait()
                if everything { try await engine.command("stop", "--now") } else { try await engine.command("kill") }
                let next = try await lab.startWorker()
                try await eventually("the store says that the host is gone") {
                    try await lab.store.host(FaultLab.host).condition?.isUsable == false
                }
                #expect(next.isRunning)
                for number in numbers { #expect(try await lab.job(number).status.isLive) }
                try await engine.command("start")
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                for job in history.jobs {
                    #expect(job.status == .failed)
                    #expect(job.exitReason == .engineRestart || job.exitReason == .lost)
                }
            }
        }
    }

    @Test("F24 I1 I7 jobs that are submitted while containerd is away wait for it and use up no attempt")
    func containerdAwayAtLaunch() async throws {
        try await TestEngine.withPrivate("ctrd") { engine in
            try await FaultLab.with(engine: engine) { lab in
                try await lab.startWorker()
                try await lab.submit([TruthJob(key: "before", code: 2)])
                try await lab.quiesce()
                try await engine.command("kill-containerd")
                let truths = (0..<4).map { TruthJob(key: "job\($0)", lines: 5, code: $0) }
                try await lab.submit(truths)
                try await lab.quiesce()
                let history = try await lab.history()
                #expect(HistoryChecker.violations(of: history) == [])
                for job in history.jobs {
                    #expect(job.exitCode == history.submitted[job.number]?.code, "\(job.lastError ?? "")")
                    #expect(job.attemptsUsed == 1)
                }
            }
        }
    }

    @Test(
        "F29 I15 dockerd does not come up, because its pid file names a process of somebody else: the host is shown lost, jobs wait"
    )
    func staleProcessFile() async throws {
        try await TestEngine.withPrivate("stale") { engine in
            try await FaultLab.with(engine: engine) { lab in
                try await lab.startWorker()
                let number = try await lab.submit([TruthJob(key: "first", code: 2)])[0]
                try await lab.wait(for: number, "has ended") { $0.status.isTerminal }
                try await lab.quiesce()
                try await engine.command("kill")
                let data = try #require(engine.dataDirectory)
                let pidFile = data + "/../dockerd.pid"
                try Data("\(getpid())".utf8).write(to: URL(fileURLWithPath: pidFile))
                let refused = try await engine.enter(["dockerd", "--data-root=\(data)", "--pidfile=\(pidFile)"])
                #expect(refused.code != 0)
                let waiting = try await lab.submit([TruthJob(key: "second", code: 3)])[0]
                try await eventually("the host is shown as lost, with the reason") {
                    guard let condition = try await lab.store.host(FaultLab.host).condition else { return false }
                    if case .lost = condition.state { return condition.reason?.isEmpty == false }
                    return false
                }
                let job = try await lab.wait(for: waiting, "says why it waits") { $0.blockedReason != nil }
                #expect(job.status == .queued || job.status == .retrying)
                try await engine.command("start")
                try await lab.quiesce()
                #expect(try await lab.job(waiting).exitCode == 3)
                #expect(HistoryChecker.violations(of: try await lab.history()) == [])
            }
        }
    }
}
