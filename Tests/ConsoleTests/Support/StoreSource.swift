import ConsoleUI
import Foundation
import JobCore
import JobEngine
import JobPersistence

@testable import ConsoleApp

/// The console's view on a real store without hosts, in a directory of its own.
struct StoreSource {
    let store: SQLiteJobStore
    let source: ManagerSource

    /// Opens the scope; all of it is gone when it ends, on every path.
    static func with(_ body: (StoreSource) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path + "/berth-console-\(UUID().uuidString.prefix(8))"
        let directory = try StoreDirectory.open(path)
        let store = try await SQLiteJobStore.open(in: directory, role: .worker, keyPath: { path + "-\($0.short).key" })
        let manager = JobManager(
            ManagerContext(
                store: store, logs: FileLogStore(directory), executors: NoExecutors(),
                worker: WorkerSocket(path: directory.workerSocketPath), validation: JobValidation(), actor: "ada"))
        let source = ManagerSource(manager: manager, launching: NoLaunching(), now: { Date() })
        let result = await Result { try await body(StoreSource(store: store, source: source)) }
        await store.close()
        try? FileManager.default.removeItem(atPath: path)
        try result.get()
    }

    /// The sentences that a change leads to.
    func change(_ change: JobChange, _ numbers: [Int64]) async -> [String] {
        guard case .changed(_, let results) = await source.reply(to: .change(change, numbers.map { JobNumber($0) }))
        else { return [] }
        return results.map(\.sentence)
    }

    func page(_ request: JobListRequest) async throws -> JobListPage {
        let action = try await source.read(.jobs(request))
        return if case .jobsLoaded(let page, _) = action { page } else { JobListPage(jobs: []) }
    }

    private struct NoExecutors: ExecutorMaking {
        func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
            throw InvalidInput("host", "There is none here.")
        }
    }

    /// Fails where it is used unplanned.
    private struct NoLaunching: JobLaunching {
        private let unplanned = InvalidInput("launch", "Nothing is launched here.")

        func runLine(_ text: String) throws(InvalidInput) -> RunLine { throw unplanned }
        func order(
            of request: RunRequest, secrets: [String: String], library: TemplateLibrary
        ) throws(InvalidInput) -> JobOrder { throw unplanned }
        func prepareHost() async throws {}
        func notify(_ notice: JobNotice) async -> String? { unplanned.message }
        func notifications() throws(InvalidInput) -> NotificationReport.Settings {
            NotificationReport.Settings(rules: [], command: [], path: "/etc/berth.yaml")
        }
        func startWorker() async throws {}
    }
}

extension Result where Failure == any Error {
    fileprivate init(_ body: () async throws -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
