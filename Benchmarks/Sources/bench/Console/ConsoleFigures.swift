import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Measures

/// The numbers that the console has to reach, with the release binary on a pseudoterminal of 120 columns and 40 rows.
struct ConsoleFigures {
    /// A store of its own for each part.
    let makeBerth: (String) throws -> Berth
    /// Where launches are measured; `nil` leaves that out.
    var called: CalledEngine?

    /// What can be measured alone.
    enum Part: String, CaseIterable, Sendable {
        case idle, list, longList = "long-list", form, log, flood, writes
    }

    struct Result {
        /// From the start of the process, ms: until the frame stands, and until the jobs stand in it.
        var firstFrame: [Double] = []
        var firstJobs: [Double] = []
        /// With running jobs on the screen: soon after a key, and when nobody has pressed one for a minute.
        var attended = Idle()
        var idle = Idle()
        var idleJobs = 30
        /// A list of ended jobs, and of very many.
        var list = List(jobs: 10_000)
        var longList = List(jobs: 1_000_000)
        /// From the key that launches what stands in the form until the engine gets the create call, ms.
        var formToCreate: [Double] = []
        /// The same where a worker has to be started.
        var formToCreateFirst: [Double] = []
        /// An ended log: lines, ms until its last screen stands, MB.
        var logLines = 0
        var openLog: [Double] = []
        var openLogGrowth = 0.0
        var firstHit: [Double] = []
        var allCounted: [Double] = []
        /// While lines arrive: their number a second, ms from a key to its effect, percent of a core.
        var floodRate = 5_000
        var keyInFlood: [Double] = []
        var floodCPU = 0.0
        /// From a container's write to the screen, ms.
        var writeToScreen: [Double] = []
    }

    /// Percent of a core, and wake-ups a second of the console.
    struct Idle {
        var console = 0.0
        var worker = 0.0
        var wakeUps = 0.0
    }

    /// A list of ended jobs: how many, MB, ms.
    struct List {
        var jobs: Int
        var memory = 0.0
        var open: [Double] = []
        var toEnd: [Double] = []
        var page: [Double] = []
        var filter: [Double] = []
        var reverse: [Double] = []
        var name: [Double] = []
        /// With nothing on the screen that grows older, wake-ups a second.
        var wakeUps = 0.0
    }

    func run(_ parts: [Part] = Part.allCases) async throws -> Result {
        var result = Result()
        for part in Part.allCases where parts.contains(part) {
            switch part {
            case .idle: try await measureIdle(&result)
            case .list: result.list = try await measureList(result.list)
            case .longList: result.longList = try await measureList(result.longList)
            case .form: try await measureForm(&result)
            case .log: try await measureLog(&result)
            case .flood: try await measureFlood(&result)
            case .writes: try await measureWrites(&result)
            }
        }
        return result
    }

    static let help = "In the job list"

    /// A simulated host of the store.
    func addMock(_ berth: Berth, _ name: String, _ options: String...) throws {
        try berth.program.text(
            ["host", "add", name, "--kind", "mock", "--slots", "100"] + options.flatMap { ["--option", $0] })
    }

    /// Jobs for a host.
    func submit(_ berth: Berth, _ names: [String], to host: String) async throws {
        let store = try await berth.openStore()
        let drafts = names.map { name in
            var draft = JobDraft(name: name, spec: JobSpec(image: "example/bench:1", command: ["bench"]))
            draft.routing.host = host
            return draft
        }
        _ = try await store.submit(drafts, actor: "bench")
        await store.close()
    }

    /// Waits until so many jobs stand somewhere.
    func wait(_ berth: Berth, for count: Int, _ status: JobStatus) async throws {
        let store = try await berth.openStore()
        let end = ContinuousClock.now + .seconds(60)
        while try await store.counts()[status] < count {
            guard ContinuousClock.now < end else { throw BenchFailure("Not \(count) jobs are \(status) after 60 s.") }
            try await Task.sleep(for: .milliseconds(20))
        }
        await store.close()
    }

    func startWorker(_ berth: Berth) throws -> RunningProgram {
        try berth.program.start(["worker", "--max-concurrent", "100"], log: berth.workerLog)
    }

    /// Runs the jobs of a store to their end.
    func workOnce(_ berth: Berth) throws {
        let finished = try berth.program.run(["worker", "--once", "--max-concurrent", "100"])
        guard finished.code == 0 else { throw BenchFailure("'\(finished.name)' ended with \(finished.code).") }
    }
}
