import Foundation
import Glibc
import JobCore
import Logging

/// The lease by which others see that a worker lives.
extension Worker {
    /// Renews it until cancelled. Not on the worker's own executor: neither stands in the other's way.
    @concurrent nonisolated func renewForever() async {
        let period = services.options.leaseLifetime / 3
        while (try? await Task.sleep(for: period)) != nil {
            services.failpoints.hit(.heartbeat)
            var renewed = record
            renewed.renewedAt = services.now()
            renewed.leaseUntil = renewed.renewedAt.addingTimeInterval(services.options.leaseLifetime.inSeconds)
            do {
                try await services.store.renewLease(renewed, now: renewed.renewedAt)
            } catch {
                services.logger.error("\(error.message)")
            }
            await noteBeat()
        }
    }

    private func noteBeat() {
        beatAt = .now
        relay.silentLooks.withLock { $0 = 0 }
    }

    /// A worker in which nothing goes on, such as one that gets no memory for a thread (F13), cannot even leave. Others see its
    /// lease run out, but its lock keeps them away: a thread that needs nobody counts the seconds without a sign of life, and
    /// ends the process as a kill would. What it drove is taken over like after any death.
    func endWhenStuck() -> SharedPoll.Membership {
        let limit = max(60, 2 * Int(services.options.leaseLifetime.inSeconds.rounded(.up)))
        return SharedPoll.process.add { [relay] in
            // Looks, not a clock: they stand still with the whole process, and so does their count.
            let looks = relay.silentLooks.withLock { looks in
                looks += 1
                return looks
            }
            guard looks > limit else { return }
            let words: StaticString = "The worker is stuck: its lease was not renewed for long. It ends itself.\n"
            _ = write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
            _exit(70)
        }
    }

    /// Whether the renewal stands still, though the rest of the worker does not (F12): then it leaves, for its claims are no
    /// longer kept. A store that takes no renewal is another matter, and is waited out.
    func heartStandsStill() async -> Bool {
        let lifetime = services.options.leaseLifetime
        guard SuspendingClock.now - beatAt > lifetime else { return false }
        // When the whole process was stopped, both go on at once, in any order.
        try? await Task.sleep(for: lifetime / 2)
        guard SuspendingClock.now - beatAt > lifetime else { return false }
        services.logger.error(
            "This worker does not renew its lease any more; it ends, and leaves its jobs to the next one.")
        relay.isLeaving.withLock { $0 = true }
        return true
    }
}
