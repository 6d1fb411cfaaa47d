import JobCore
import JobEngine
import JobPersistence
import Logging
import UnixSignals

/// A worker that waits for the active one to end. The kernel wakes it; nothing is polled.
struct Standby {
    let directory: StoreDirectory
    let signals: WorkerSignals
    let endpoint: MetricsEndpoint?
    let logger: Logger

    /// Holds a lock where a value that can be copied is asked for.
    private final class Turn: Sendable {
        let lock: WorkerLock
        init(_ lock: consuming WorkerLock) { self.lock = lock }
    }

    private enum Event: Sendable {
        case turn(Turn)
        case signal(UnixSignal)
    }

    /// Takes the lock, as soon as it is free.
    ///
    /// - Parameter isWaiting: whether another worker is waited for.
    /// - Returns: what the lock is held by; `nil` when a signal ended the wait, or nobody wants to wait.
    func takeTurn(isWaiting: Bool) async throws(StoreError) -> (any Sendable)? {
        let path = directory.workerLockPath
        if let lock = try WorkerLock.acquire(at: path) { return Turn(lock) }
        guard isWaiting else { return nil }
        let seat = try WorkerLock.takeSeat(at: path)
        let (events, continuation) = AsyncStream.makeStream(of: Event.self)
        signals.receive { signal in
            // One that was on its way here when this wait ended is the next receiver's.
            if case .terminated = continuation.yield(.signal(signal)) { signals.put(signal) }
        }
        logger.notice("standby: another worker is active; this one takes over when it ends")
        endpoint?.listenIfFree()
        try WorkerLock.wait(at: path) { lock in continuation.yield(.turn(Turn(lock))) }
        for await event in events {
            switch event {
            case .turn(let turn):
                logger.notice("standby: taking over")
                // Who signals from now on means the worker that this one is about to be.
                signals.hold()
                continuation.finish()
                for await case .signal(let signal) in events { signals.put(signal) }
                withExtendedLifetime(seat) {}
                return turn
            case .signal(.sigusr1), .signal(.sighup):
                logger.notice("standby: another worker is active")
            case .signal:
                logger.notice("standby: stopped")
                return nil
            }
        }
        return nil
    }
}
