import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging
import ServiceLifecycle

/// A worker in this process: takes the store's lock, works until told to stop, and closes everything.
struct WorkerProcess {
    let settings: Settings
    let options: WorkerOptions

    /// - Throws: `CommandFailure` when another worker is active; whatever the worker could not wait out.
    func run() async throws {
        let logger = Logger(label: "berth.worker") { _ in LineLogHandler() }
        let directory = try StoreDirectory.open(settings.storePath)
        guard let lock = try WorkerLock.acquire(at: directory.workerLockPath) else {
            throw CommandFailure(
                "Another worker is active on the store '\(directory.path)'. See `berth worker status`; `berth worker stop` ends it."
            )
        }
        // All paths are absolute by now; a worker that stays for weeks keeps no directory busy.
        chdir("/")
        let runtime = try await Runtime.open(
            settings, command: "worker", isCreating: true, role: .worker, logger: logger)
        do {
            try await serve(runtime, logger)
        } catch {
            await runtime.store.close()
            throw error
        }
        await runtime.store.close()
        // The lock must outlive every write; without this the compiler may let go of it after its last use above.
        withExtendedLifetime(lock) {}
    }

    private func serve(_ runtime: Runtime, _ logger: Logger) async throws {
        let worker = Worker(
            store: runtime.store, logs: runtime.manager.context.logs, executors: runtime.executors,
            socketPath: runtime.directory.workerSocketPath, options: options,
            failpoints: Failpoints(settings.environment["BERTH_FAILPOINT"]), logger: logger)
        logger.notice("worker begins", metadata: ["store": "\(runtime.directory.path)", "pid": "\(getpid())"])
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [
                    .init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup),
                    .init(service: WorkerSignals(worker: worker, logger: logger)),
                ],
                logger: logger))
        try await group.run()
        logger.notice("worker ends")
    }
}
