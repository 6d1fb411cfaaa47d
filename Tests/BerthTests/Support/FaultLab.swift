import DockerExecution
import Foundation
import Glibc
import JobCore
import JobEngine
import JobPersistence
import Logging
import Synchronization

/// The world of one fault test: an engine, a store of its own, workers that may die, and what is known to be true.
///
/// Jobs are submitted and the store is read in the test's own process; the worker is the real `berth worker`.
final class FaultLab: Sendable {
    let engine: TestEngine
    let api: EngineAPI
    let store: SQLiteJobStore
    let logs: FileLogStore
    let manager: JobManager
    let storeDirectory: StoreDirectory
    /// The environment of every `berth` of this lab.
    let environment: [String: String]
    /// Everything of this lab lies below it.
    let root: String
    private let workers = Mutex<[WorkerProcess]>([])
    private let submitted = Mutex<[JobNumber: TruthJob]>([:])

    /// The one host of a lab.
    static let host = "engine"

    /// Where the jobs keep their records.
    var records: String { root + "/records" }

    /// Lends a lab and takes it apart on every path: workers killed, containers removed, directory deleted.
    ///
    /// - Parameters:
    ///   - engine: the shared one unless given.
    ///   - endpoint: what Berth is told instead of the engine's own socket, for a test that stands between the two.
    ///   - slots: of the host.
    ///   - configure: changes of the host before it is added.
    static func with<Result>(
        engine: TestEngine? = nil, endpoint: String? = nil, slots: Int = 10,
        configure: (inout JobHost) -> Void = { _ in }, _ body: (FaultLab) async throws -> Result
    ) async throws -> Result {
        let lab = try await FaultLab(engine: engine ?? .shared())
        do {
            var host = JobHost(name: Self.host, kind: .docker, endpoint: endpoint ?? lab.engine.url, slots: slots)
            configure(&host)
            try await lab.manager.hosts.add(host)
            let result = try await body(lab)
            await lab.takeApart()
            return result
        } catch {
            lab.printLogs(because: error)
            await lab.takeApart()
            throw error
        }
    }

    private init(engine: TestEngine) async throws {
        self.engine = engine
        api = EngineAPI(engine: engine)
        var template = Array("/tmp/berth-faults-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw ShellCommand.Failure(description: "mkdtemp: \(String(cString: strerror(errno)))")
        }
        let root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.root = root
        try FileManager.default.createDirectory(atPath: root + "/records", withIntermediateDirectories: false)
        // Jobs may run as anyone; the directory above is closed to everyone else.
        chmod(root + "/records", 0o777)
        try Data("version: 1\n".utf8).write(to: URL(fileURLWithPath: root + "/config.yaml"))
        let inherited = ProcessInfo.processInfo.environment
        var environment = [
            "BERTH_STORE": root + "/store", "BERTH_CONFIG": root + "/config.yaml", "HOME": root,
            "XDG_CONFIG_HOME": root + "/xdg", "XDG_DATA_HOME": root + "/data", "LANG": "C.UTF-8",
        ]
        for name in ["PATH", "LD_LIBRARY_PATH", "BERTH_TEST_RUN"] { environment[name] = inherited[name] }
        self.environment = environment
        storeDirectory = try StoreDirectory.open(root + "/store")
        store = try await SQLiteJobStore.open(
            in: storeDirectory, role: .client, keyPath: { "\(root)/xdg/berth/keys/\($0).key" })
        logs = FileLogStore(storeDirectory)
        let quiet = Logger(label: "berth.tests") { _ in SwiftLogNoOpLogHandler() }
        manager = JobManager(
            ManagerContext(
                store: store, logs: logs,
                executors: DockerExecutorMaker(environment: [:], home: root, logger: quiet),
                worker: WorkerSocket(path: storeDirectory.workerSocketPath),
                validation: JobValidation(safety: SafetyPolicy()), actor: "tests"))
    }

    // MARK: - Workers

    /// Starts `berth worker` in the foreground and waits until it listens.
    ///
    /// - Parameters:
    ///   - failpoint: `name:action[:n]`.
    ///   - variables: further environment.
    @discardableResult
    func startWorker(
        _ arguments: [String] = [], failpoint: String? = nil, wrapper: [String] = [], variables: [String: String] = [:],
        waitsUntilReady: Bool = true
    ) async throws -> WorkerProcess {
        var environment = environment.merging(variables) { $1 }
        environment["BERTH_FAILPOINT"] = failpoint
        let number = workers.withLock { $0.count }
        let worker = try await WorkerProcess.start(
            ["worker"] + arguments, wrapper: wrapper, environment: environment,
            logPath: "\(root)/worker-\(number).log")
        workers.withLock { $0.append(worker) }
        if waitsUntilReady {
            try await eventually("worker \(worker.processID) holds the lock") {
                !worker.isRunning || WorkerLock.isHeld(at: self.storeDirectory.workerLockPath)
            }
        }
        return worker
    }

    // MARK: - Jobs

    /// Submits jobs whose truth is known.
    @discardableResult
    func submit(_ truths: [TruthJob], _ change: (inout JobDraft) -> Void = { _ in }) async throws -> [JobNumber] {
        let drafts = truths.map { truth -> JobDraft in
            var draft = truth.draft(records: records)
            change(&draft)
            return draft
        }
        let numbers = try await manager.jobs.submit(drafts).map(\.number)
        submitted.withLock { submitted in
            for (number, truth) in zip(numbers, truths) { submitted[number] = truth }
        }
        return numbers
    }

    /// Lets all jobs that wait for it end.
    func openGate(_ name: String = "gate") throws {
        try Data().write(to: URL(fileURLWithPath: "\(records)/\(name)"))
    }

    /// Opens `gate0`, `gate1` and so on, one soon after the other, for jobs by the dozen: an engine of version 20.10 locks itself
    /// up for good, now and then, when so many containers end in one moment (libnetwork: endpoints that are deleted wait for
    /// the loop that deletes their records, and it for them).
    func openGates(_ count: Int) async throws {
        for number in 0..<count {
            try openGate("gate\(number)")
            try await Task.sleep(for: .milliseconds(400))
        }
    }

    /// One job as it stands.
    func job(_ number: JobNumber) async throws -> Job {
        try await store.job(.number(number))
    }

    /// The newest attempt of a job.
    func attempt(_ number: JobNumber) async throws -> Attempt? {
        try await store.attempts(of: number).last
    }

    /// Waits until so many jobs have written that they began.
    func waitForStarts(_ count: Int, within limit: Duration = .seconds(90)) async throws {
        try await eventually("\(count) jobs have started", within: limit) {
            try self.truthRecords().values.filter { $0.contains { $0.word == "start" } }.count >= count
        }
    }

    /// Waits until a job stands somewhere.
    @discardableResult
    func wait(
        for number: JobNumber, _ what: String, within limit: Duration = .seconds(90), until holds: (Job) -> Bool
    ) async throws -> Job {
        var last: Job?
        do {
            return try await eventually("job \(number) \(what)", within: limit) { () async throws -> Job? in
                let job = try await self.job(number)
                last = job
                return holds(job) ? job : nil
            }
        } catch let error as TimedOut {
            throw TimedOut(description: "\(error) It is \(last.map { "\($0.status), \($0.lastError ?? "")" } ?? "?").")
        }
    }

    /// Waits until every job has ended and the engine holds nothing of this store any more.
    func quiesce(within limit: Duration = .seconds(120)) async throws {
        try await eventually("all jobs have ended", within: limit) {
            try await self.store.jobs(JobQuery(statuses: Set(JobStatus.active), limit: 1)).jobs.isEmpty
        }
        try await eventually("the engine holds no container of the store", within: .seconds(60)) {
            try await self.api.containers(ofStore: self.store.id.description).isEmpty
        }
    }

    // MARK: - What happened

    /// Everything that is known now, for the checker.
    func history(peakRunning: Int? = nil) async throws -> History {
        var history = History(
            submitted: submitted.withLock { $0 }, records: try truthRecords(),
            containers: try await api.containers(ofStore: store.id.description).map(\.names.description))
        history.peakRunning = peakRunning
        history.slots = try await store.host(Self.host).slots
        var page = try await store.jobs(JobQuery(limit: 500))
        history.jobs = page.jobs
        while let next = page.next {
            page = try await store.jobs(JobQuery(limit: 500, after: next))
            history.jobs += page.jobs
        }
        for job in history.jobs {
            let attempts = try await store.attempts(of: job.number)
            history.attempts += attempts
            for attempt in attempts { history.logs[attempt.id] = try await log(of: attempt.id) }
        }
        var last: Int64 = 0
        while true {
            let events = try await store.events(after: last, job: nil, limit: 1000)
            guard let newest = events.last else { break }
            history.events += events
            last = newest.sequence
        }
        return history
    }

    /// The stored bytes of both streams.
    func log(of attempt: AttemptID) async throws -> History.Log {
        let reader = try await logs.reader(for: attempt)
        var log = History.Log()
        var index: Int64 = 0
        while true {
            let chunks = try await reader.chunks(from: index, limit: 5000, maxBytes: 4 << 20)
            guard let newest = chunks.last else { return log }
            for chunk in chunks {
                switch chunk.stream {
                case .stderr: log.errors += chunk.bytes
                default: log.output += chunk.bytes
                }
            }
            index = newest.index + 1
        }
    }

    /// What the jobs themselves have written down, by key.
    func truthRecords() throws -> [String: [History.Record]] {
        var records: [String: [History.Record]] = [:]
        for key in try FileManager.default.contentsOfDirectory(atPath: self.records) where !key.hasPrefix("gate") {
            let text = try String(contentsOfFile: "\(self.records)/\(key)", encoding: .utf8)
            records[key] = text.split(separator: "\n").compactMap { History.Record(String($0)) }
        }
        return records
    }

    // MARK: - The end

    private func printLogs(because error: any Error) {
        for worker in workers.withLock({ $0 }) {
            print("worker \(worker.processID), \(worker.isRunning ? "alive" : "ended"), because of \(error):")
            print(worker.log.suffix(4000))
        }
    }

    private func takeApart() async {
        for worker in workers.withLock({ $0 }) { try? await worker.killAndWait() }
        if let left = try? await api.containers(ofStore: store.id.description) {
            for container in left { try? await api.remove(container.id) }
        }
        await store.close()
        try? FileManager.default.removeItem(atPath: root)
    }
}
