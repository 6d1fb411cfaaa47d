public import JobCore
import Synchronization

/// A clock that stands still until it is told to move, so that hours pass at once and in the same order every time.
public final class VirtualClock: SimulationClock {
    /// What makes the clock move.
    public enum Mode: Sendable {
        /// Only `advance(by:)`.
        case byHand
        /// Whoever sleeps moves it to the moment he waits for, and goes on at once.
        case bySleeping
    }

    private struct Sleeper {
        var moment: EngineTime
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var now: EngineTime
        var nextSleeper = 0
        var sleepers: [Int: Sleeper] = [:]
        var cancelled: Set<Int> = []
    }

    private let mode: Mode
    private let state: Mutex<State>

    /// Makes a clock that shows `start`; the default is an arbitrary moment of 2026.
    public init(at start: EngineTime = EngineTime(seconds: 1_780_000_000, nanoseconds: 0), mode: Mode = .byHand) {
        self.mode = mode
        state = Mutex(State(now: start))
    }

    /// The moment that it shows.
    public var now: EngineTime { state.withLock { $0.now } }

    /// How many tasks wait for it.
    public var sleeperCount: Int { state.withLock { $0.sleepers.count } }

    /// Moves the clock and wakes whose moment has come, earliest first.
    public func advance(by duration: Duration) {
        let due = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.moment <= state.now }
            for key in due.keys { state.sleepers[key] = nil }
            return due.sorted { ($0.value.moment, $0.key) < ($1.value.moment, $1.key) }.map(\.value)
        }
        for sleeper in due { sleeper.continuation.resume(returning: true) }
    }

    /// Waits until the clock has been moved to `moment`.
    public func sleep(until moment: EngineTime) async throws(CancellationError) {
        if case .bySleeping = mode {
            state.withLock { $0.now = max($0.now, moment) }
            // Others must get their turn, or a loop that sleeps would keep its thread for ever.
            await Task.yield()
            if Task.isCancelled { throw CancellationError() }
            return
        }
        let key = state.withLock { state in
            state.nextSleeper += 1
            return state.nextSleeper
        }
        let hasCome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer: Bool? = state.withLock { state in
                    if state.cancelled.remove(key) != nil { return false }
                    if moment <= state.now { return true }
                    state.sleepers[key] = Sleeper(moment: moment, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(returning: answer) }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                let sleeper = state.sleepers.removeValue(forKey: key)
                if sleeper == nil { state.cancelled.insert(key) }
                return sleeper
            }
            sleeper?.continuation.resume(returning: false)
        }
        _ = state.withLock { $0.cancelled.remove(key) }
        guard hasCome else { throw CancellationError() }
    }
}
