import Synchronization
import UnixSignals

/// The signals of a worker's process, from its start to its end: taken once, so that none is lost between waiting as a
/// standby and working (CMD-03).
final class WorkerSignals: Sendable {
    private let receiver = Mutex<@Sendable (UnixSignal) -> Void>({ _ in })
    private let reading = Mutex<Task<Void, Never>?>(nil)

    /// Begins to take them; what comes before `receive` is called is dropped.
    static func take() async -> WorkerSignals {
        let signals = WorkerSignals()
        let sequence = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup, .sigusr1)
        let task = Task { [signals] in
            for await signal in sequence { signals.receiver.withLock { $0 }(signal) }
        }
        signals.reading.withLock { $0 = task }
        return signals
    }

    /// From now on `receiver` gets them.
    func receive(_ receiver: @escaping @Sendable (UnixSignal) -> Void) {
        self.receiver.withLock { $0 = receiver }
    }

    /// Takes no more.
    func end() {
        reading.withLock { $0?.cancel() }
    }
}
