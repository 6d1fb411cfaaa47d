import JobEngine
import Logging
import ServiceLifecycle
import UnixSignals

/// What signals mean to a worker (CMD-03).
struct WorkerSignals: Service {
    let worker: Worker
    let logger: Logger

    func run() async throws {
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup, .sigusr1)
        for await signal in signals.cancelOnGracefulShutdown() {
            switch signal {
            case .sigusr1: await worker.report()
            // The terminal of a worker in the foreground has gone, which is no reason to stop.
            case .sighup: logger.notice("hang-up ignored; the configuration is read at the start only")
            default:
                logger.notice("stopping; a second signal leaves at once")
                worker.drain()
            }
        }
    }
}
