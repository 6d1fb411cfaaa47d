import Synchronization

/// Everything that waits for the loop, which takes it all at once. One consumer.
///
/// Its length is bounded by its senders: each subscription has one answer under way, keys come from a person.
final class Mailbox: Sendable {
    private struct State {
        var events: [LoopEvent] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func post(_ event: LoopEvent) {
        let waiter = state.withLock { state in
            state.events.append(event)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// All that waits; sleeps until there is something. Goes on where it was called, without a thread in between.
    func next(isolation: isolated (any Actor)? = #isolation) async -> [LoopEvent] {
        while true {
            let events = state.withLock { state in
                defer { state.events = [] }
                return state.events
            }
            if !events.isEmpty { return events }
            await withCheckedContinuation { continuation in
                let isTooLate = state.withLock { state in
                    if state.events.isEmpty { state.waiter = continuation }
                    return !state.events.isEmpty
                }
                if isTooLate { continuation.resume() }
            }
        }
    }
}
