import Synchronization
import UnixSignals

/// The signals of a worker's process, from its start to its end: taken once, so that none is lost between waiting as a
/// standby and working (CMD-03).
final class WorkerSignals: Sendable {
    private struct State {
        var receiver: (@Sendable (UnixSignal) -> Void)?
        /// What came while nobody received.
        var waiting: [UnixSignal] = []
    }

    private let state = Mutex(State())
    private let reading = Mutex<Task<Void, Never>?>(nil)

    /// Begins to take them.
    static func take() async -> WorkerSignals {
        let signals = WorkerSignals()
        let sequence = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup, .sigusr1)
        let task = Task { [signals] in
            for await signal in sequence { signals.put(signal) }
        }
        signals.reading.withLock { $0 = task }
        return signals
    }

    /// From now on `receiver` gets them, first those that have come while nobody received.
    func receive(_ receiver: @escaping @Sendable (UnixSignal) -> Void) {
        let waiting = state.withLock { state in
            defer { state = State(receiver: receiver) }
            return state.waiting
        }
        for signal in waiting { receiver(signal) }
    }

    /// From now on they wait for the next receiver.
    func hold() {
        state.withLock { $0.receiver = nil }
    }

    /// Hands one over as if it had come just now.
    func put(_ signal: UnixSignal) {
        let receiver = state.withLock { state in
            if state.receiver == nil { state.waiting.append(signal) }
            return state.receiver
        }
        receiver?(signal)
    }

    /// Takes no more.
    func end() {
        reading.withLock { $0?.cancel() }
    }
}
