import Foundation
import JobCore
import Synchronization

/// Looks that are made again and again and mostly in vain, such as whether a file was written. All of a process share one
/// thread and its one wake-up at each full second, which a task each would cost several of.
///
/// A look must not block: the others wait for it.
public final class SharedPoll: Sendable {
    /// The one of this process.
    public static let process = SharedPoll()

    private struct State {
        var looks: [Int: @Sendable () -> Void] = [:]
        var made = 0
        var hasThread = false
    }

    private let state = Mutex(State())
    private static let period: TimeInterval = 1

    init() {}

    /// Makes the look at each full second, for as long as what is returned lives.
    public func add(_ look: @escaping @Sendable () -> Void) -> Membership {
        let (key, needsThread) = state.withLock { state in
            defer { state.hasThread = true }
            state.made += 1
            state.looks[state.made] = look
            return (state.made, !state.hasThread)
        }
        if needsThread {
            let thread = Thread { [self] in lookForever() }
            thread.name = "berth.poll"
            thread.start()
        }
        return Membership(poll: self, key: key)
    }

    /// Ends with the last look.
    private func lookForever() {
        while true {
            Thread.sleep(forTimeInterval: Duration.untilNext(Self.period).inSeconds)
            let looks = state.withLock { state in
                state.hasThread = !state.looks.isEmpty
                return Array(state.looks.values)
            }
            if looks.isEmpty { return }
            for look in looks { look() }
        }
    }

    /// A look that goes on for as long as this lives.
    public final class Membership: Sendable {
        private let poll: SharedPoll
        private let key: Int

        fileprivate init(poll: SharedPoll, key: Int) {
            self.poll = poll
            self.key = key
        }

        deinit {
            poll.state.withLock { $0.looks[key] = nil }
        }
    }
}
