import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging

/// An opened store and the front door over it: what every command works with.
struct Runtime: Sendable {
    let settings: Settings
    let directory: StoreDirectory
    let store: SQLiteJobStore
    let executors: ExecutorFactory
    let manager: JobManager

    /// Opens the store for one command and closes it on every path.
    ///
    /// - Parameters:
    ///   - command: for the journal: which command acts.
    ///   - isCreating: whether a store that does not exist is made.
    static func with<Result>(
        _ options: GlobalOptions, command: String, isCreating: Bool = false, isReadOnly: Bool = false,
        _ body: (Runtime) async throws -> Result
    ) async throws -> Result {
        let runtime = try await open(
            try options.settings(), command: command, isCreating: isCreating, isReadOnly: isReadOnly)
        do {
            let result = try await body(runtime)
            await runtime.store.close()
            return result
        } catch {
            await runtime.store.close()
            throw error
        }
    }

    /// Opens the store; the caller closes it.
    ///
    /// - Parameter role: `worker` only for the holder of the worker's lock.
    static func open(
        _ settings: Settings, command: String, isCreating: Bool, isReadOnly: Bool = false,
        role: SQLiteJobStore.Role = .client, logger: Logger = .silent
    ) async throws -> Runtime {
        let directory = try openDirectory(settings.storePath, isCreating: isCreating)
        let store = try await SQLiteJobStore.open(in: directory, role: role, keyPath: { settings.keyPath(of: $0) })
        let executors = ExecutorFactory(settings: settings, storePath: directory.path, logger: logger)
        let context = ManagerContext(
            store: store, logs: FileLogStore(directory), executors: executors,
            worker: WorkerSocket(path: directory.workerSocketPath),
            validation: JobValidation(safety: settings.file.safety), router: settings.file.router.policy,
            actor: actor(command), isReadOnly: isReadOnly)
        return Runtime(
            settings: settings, directory: directory, store: store, executors: executors, manager: JobManager(context))
    }

    private static func openDirectory(_ path: String, isCreating: Bool) throws -> StoreDirectory {
        do {
            return try StoreDirectory.open(path, isCreating: isCreating)
        } catch {
            guard error.code == .notFound else { throw error }
            throw CommandFailure(
                "There is no store at '\(path)' yet. `berth run` makes one; --store and BERTH_STORE name another.")
        }
    }

    /// `user@machine (command, pid)`
    private static func actor(_ command: String) -> String {
        let process = ProcessInfo.processInfo
        return "\(NSUserName())@\(process.hostName) (\(command), \(process.processIdentifier))"
    }
}
