import Foundation
import JobCore
import JobEngine
import JobPersistence
import Logging
import ServiceLifecycle
import UnixSignals

/// A worker in this process: takes the store's lock, waits for it if need be, works until told to stop, and closes
/// everything.
struct WorkerProcess {
    let command: WorkerCommand
    let settings: Settings
    let options: WorkerOptions
    let format: LogFormat

    private var logger: Logger { Logger(label: "berth.worker") { [format] _ in LineLogHandler(format: format) } }

    /// - Throws: `CommandFailure` when another worker is active and is not waited for; whatever the worker could not wait
    ///   out.
    func run() async throws {
        let directory = try StoreDirectory.open(settings.storePath)
        // All paths are absolute by now; a worker that stays for weeks keeps no directory busy.
        chdir("/")
        let signals = await WorkerSignals.take()
        defer { signals.end() }
        let standsBy = !command.noStandby && !command.once
        let wasActive = WorkerLock.isHeld(at: directory.workerLockPath)
        let endpoint = endpoint(options)
        defer { endpoint?.close() }
        let standby = Standby(directory: directory, signals: signals, endpoint: endpoint, logger: logger)
        guard let turn = try await standby.takeTurn(isWaiting: standsBy) else {
            guard !standsBy else { return }
            throw CommandFailure(
                "Another worker is active on the store '\(directory.path)'. See `berth worker status`; `berth worker stop` ends it."
            )
        }
        try await work(signals, endpoint, tookOver: wasActive)
        // The lock must outlive every write; without this the compiler may let go of it after its last use above.
        withExtendedLifetime(turn) {}
    }

    private func endpoint(_ options: WorkerOptions) -> MetricsEndpoint? {
        options.metricsAddress.map { MetricsEndpoint($0, version: options.version, logger: logger) }
    }

    private func work(_ signals: WorkerSignals, _ first: MetricsEndpoint?, tookOver: Bool) async throws {
        // What was written while it waited counts.
        let (settings, options) = tookOver ? reread() : (settings, options)
        var endpoint = first
        if options.metricsAddress != first?.address {
            first?.close()
            endpoint = self.endpoint(options)
        }
        defer { endpoint?.close() }
        // A standby that takes over has more to do than to wait for an address.
        if tookOver { endpoint?.listenWhenFree() } else { try endpoint?.listen() }
        let runtime = try await Runtime.open(
            settings, command: "worker", isCreating: true, role: tookOver ? .successor : .worker, logger: logger)
        do {
            try await serve(runtime, options, signals, endpoint)
        } catch {
            await runtime.store.close()
            throw error
        }
        await runtime.store.close()
    }

    private func serve(
        _ runtime: Runtime, _ options: WorkerOptions, _ signals: WorkerSignals, _ endpoint: MetricsEndpoint?
    ) async throws {
        let worker = Worker(
            store: runtime.store, logs: runtime.manager.context.logs, executors: runtime.executors,
            socketPath: runtime.directory.workerSocketPath, options: options,
            failpoints: Failpoints(settings.environment["BERTH_FAILPOINT"]), logger: logger,
            notifications: NotificationSender(), metricsEndpoint: endpoint)
        logger.notice("worker begins", metadata: ["store": "\(runtime.directory.path)", "pid": "\(getpid())"])
        signals.receive { [self] signal in
            switch signal {
            case .sigusr1: Task { await worker.report() }
            case .sighup: worker.reload(reread().options)
            default:
                logger.notice("stopping; a second signal leaves at once")
                worker.drain()
            }
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: worker, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: logger))
        try await group.run()
        logger.notice("worker ends")
    }

    /// Reads the configuration again, and says what of it cannot take effect. With a mistake in it the old one holds.
    private func reread() -> (settings: Settings, options: WorkerOptions) {
        do {
            let fresh = try command.global.settings()
            let options = try command.options(fresh)
            logger.notice("the configuration was read again", metadata: ["file": "\(fresh.configurationPath)"])
            for name in fresh.file.worker.needingRestart(since: settings.file.worker) {
                logger.warning("worker.\(name) has changed; it takes effect at the next start of the worker")
            }
            return (fresh, options)
        } catch {
            let sentence = CommandFailure(wrapping: error)?.message ?? "\(error)"
            logger.error("the configuration was not read again, the old one holds: \(sentence)")
            return (settings, options)
        }
    }
}
