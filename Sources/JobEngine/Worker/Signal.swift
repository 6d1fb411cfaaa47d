/// Wakes the one task that waits for it. Raised while nobody waits, it is remembered once; many raises are one.
final class Signal: Sendable {
    private struct State: Sendable {
        var isRaised = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Locked(State())

    /// Wakes the waiter, or the next one.
    func raise() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard let waiter = state.waiter else {
                state.isRaised = true
                return nil
            }
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Returns when raised, or when the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDue = state.withLock { state -> Bool in
                    if state.isRaised || Task.isCancelled {
                        state.isRaised = false
                        return true
                    }
                    state.waiter = continuation
                    return false
                }
                if isDue { continuation.resume() }
            }
        } onCancel: {
            raise()
        }
    }

    /// Returns when raised, cancelled, or after `limit`; `nil` means no limit.
    ///
    /// - Returns: whether it was raised before the limit.
    @discardableResult
    func wait(atMost limit: Duration?) async -> Bool {
        guard let limit else {
            await wait()
            return true
        }
        guard limit > .zero else { return false }
        return await withTaskGroup { group in
            group.addTask {
                await self.wait()
                return true
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let wasRaised = await group.next() ?? false
            group.cancelAll()
            return wasRaised
        }
    }
}
