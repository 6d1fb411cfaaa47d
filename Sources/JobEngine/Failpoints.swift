public import Foundation

#if DEBUG
    import Glibc
#endif

/// Places where a test lets the process die, stop or wait, to prove that nothing is lost (reliability.md 3b, decisions 26).
///
/// They exist in debug builds only; in a release build `hit` is empty and no name is left in the binary.
public struct Failpoints: Sendable {
    #if DEBUG
        private let armed: [String: Armed]
        private var clockOffset: TimeInterval = 0

        private struct Armed: Sendable {
            let action: String
            let counter: Counter
            let hitNumber: Int
        }

        private final class Counter: Sendable {
            private let value = Locked(0)
            func next() -> Int {
                value.withLock {
                    $0 += 1
                    return $0
                }
            }
        }
    #endif

    /// Arms what `BERTH_FAILPOINT` says: `name:action[:n]`, several by comma; action `kill`, `stop` or milliseconds to
    /// sleep; `n` is the hit at which it acts (default 1). `clock:SECONDS` sets the wall clock of this process off.
    public init(_ description: String? = nil) {
        #if DEBUG
            var armed: [String: Armed] = [:]
            for part in (description ?? "").split(separator: ",") {
                let fields = part.split(separator: ":").map(String.init)
                guard fields.count >= 2 else { continue }
                if fields[0] == "clock" { clockOffset = TimeInterval(fields[1]) ?? 0 }
                let number = fields.count > 2 ? Int(fields[2]) ?? 1 : 1
                armed[fields[0]] = Armed(action: fields[1], counter: Counter(), hitNumber: number)
            }
            self.armed = armed
        #endif
    }

    /// The wall clock.
    public func now() -> Date {
        #if DEBUG
            Date().addingTimeInterval(clockOffset)
        #else
            Date()
        #endif
    }

    /// Acts if this place is armed and this is the hit it waits for.
    @inlinable
    public func hit(_ name: @autoclosure () -> FailpointName) {
        #if DEBUG
            act(name().rawValue)
        #endif
    }

    #if DEBUG
        @usableFromInline
        func act(_ name: String) {
            guard let place = armed[name], place.counter.next() == place.hitNumber else { return }
            switch place.action {
            case "kill": Glibc.kill(getpid(), SIGKILL)
            case "stop": Glibc.kill(getpid(), SIGSTOP)
            default: usleep(UInt32(place.action).map { $0 * 1000 } ?? 0)
            }
        }
    #endif
}

#if DEBUG
    /// The places, in the order of a job's life.
    public enum FailpointName: String, CaseIterable, Sendable {
        case claimBeforeCommit = "claim.before_commit"
        case claimAfterCommit = "claim.after_commit"
        case launchIntent = "launch.intent"
        case createSent = "create.sent"
        case createStored = "create.stored"
        case startSent = "start.sent"
        case runningStored = "running.stored"
        case logChunk = "log.chunk"
        case logCursor = "log.cursor"
        case cancelSeen = "cancel.seen"
        case stopSent = "stop.sent"
        case exitSeen = "exit.seen"
        case logFinal = "log.final"
        case resultBeforeCommit = "result.before_commit"
        case resultCommitted = "result.committed"
        case removeSent = "rm.sent"
        case heartbeat
        case reconcileList = "reconcile.list"
        case reconcileRemove = "reconcile.rm"
        case drain
    }
#else
    /// The places, in the order of a job's life; without names in a release build.
    public enum FailpointName: Sendable {
        case claimBeforeCommit, claimAfterCommit, launchIntent, createSent, createStored, startSent, runningStored
        case logChunk, logCursor, cancelSeen, stopSent, exitSeen, logFinal, resultBeforeCommit, resultCommitted
        case removeSent, heartbeat, reconcileList, reconcileRemove, drain
    }
#endif
