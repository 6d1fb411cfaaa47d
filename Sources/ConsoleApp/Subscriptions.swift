import ConsoleUI
import JobCore
import JobEngine
import Synchronization

/// Reads what is visible and keeps it fresh; what is not visible is not read.
final class Subscriptions: Sendable {
    private struct Entry {
        var request: ReadRequest
        var subscription: Subscription
    }

    private let source: any ConsoleSource
    private let mailbox: Mailbox
    private let entries = Mutex<[ConsolePart: Entry]>([:])
    /// Whether a worker tells of changes, and when everything was looked at last because of one that it may not have told.
    private let telling = Mutex((isPresent: false, allRead: ContinuousClock.now))

    /// Data reaches the screen at most this often.
    static let frameInterval = Duration.milliseconds(33)

    init(source: any ConsoleSource, mailbox: Mailbox) {
        self.source = source
        self.mailbox = mailbox
    }

    /// Subscribes to what has become visible, and leaves what is not visible any more.
    ///
    /// - Parameter isAwaited: whether a person made it visible, and waits.
    func show(_ visible: Visible, isAwaited: Bool = false) {
        entries.withLock { entries in
            let shown = Set(visible.requests.map(\.part))
            for part in entries.keys where !shown.contains(part) { entries[part] = nil }
            for request in visible.requests where entries[request.part]?.request != request {
                entries[request.part] = Entry(
                    request: request, subscription: subscription(to: request, isAwaited: isAwaited))
            }
        }
    }

    /// Leaves everything, for a time when nobody looks. What is shown afterwards is read anew.
    func leaveAll() {
        entries.withLock { $0 = [:] }
    }

    /// Reads again what may have changed.
    func note(_ change: Change) {
        // A worker tells of its measurements; beside it, what nobody told of is a sign of life.
        if change == .measurement, hasTeller() { return }
        entries.withLock { entries in
            for entry in entries.values where entry.request.mayBeOld(after: change) { entry.subscription.refresh() }
        }
        if case .hint(let hint) = change, hint.kind == .worker, let text = hint.text {
            mailbox.post(.data(.told(text, isError: true)))
        }
        // The store learns that a worker died only when its lease ends; the connection tells at once.
        if case .worker(let isPresent) = change {
            telling.withLock { $0.isPresent = isPresent }
            mailbox.post(.data(.workerPresence(isPresent)))
        }
    }

    /// Whether a worker tells of all that happens. Its words may be lost, so now and then everything is read all the same.
    private func hasTeller() -> Bool {
        telling.withLock { telling in
            if telling.isPresent, ContinuousClock.now - telling.allRead < Self.longestTrust { return true }
            telling.allRead = .now
            return false
        }
    }

    private static let longestTrust = Duration.seconds(120)

    /// Reads everything on the screen again.
    func refreshAll() {
        entries.withLock { entries in
            for entry in entries.values { entry.subscription.refresh() }
        }
    }

    private func subscription(to request: ReadRequest, isAwaited: Bool) -> Subscription {
        Subscription(
            request.part, every: request.interval, isPolling: request.isPolling, isAwaited: isAwaited, into: mailbox
        ) { [source] in
            try await source.read(request)
        }
    }
}

extension ReadRequest {
    /// The least time between two readings.
    fileprivate var interval: Duration {
        switch self {
        case .jobs, .job, .log: Subscriptions.frameInterval
        case .summary: .milliseconds(200)
        // Samples are taken by the second at most.
        case .usage: .seconds(1)
        case .hosts, .detail, .events, .watched, .groups, .schedules, .runs: .milliseconds(250)
        case .containers, .container, .notifications: .seconds(1)
        }
    }

    /// Whether nobody tells when it changes.
    fileprivate var isPolling: Bool {
        switch self {
        case .containers, .container: true
        default: false
        }
    }

    /// Whether it shows what running jobs use.
    fileprivate var showsUse: Bool {
        switch self {
        case .usage: true
        case .detail(let request): request.tab == .overview
        default: false
        }
    }

    /// Whether it has to be read again after a change.
    fileprivate func mayBeOld(after change: Change) -> Bool {
        if isPolling { return false }
        guard case .hint(let hint) = change else { return true }
        switch (hint.kind, self) {
        case (.usage, .detail(let request)): return showsUse && (hint.job == nil || hint.job == request.job)
        case (.usage, _): return showsUse
        case (.progress, _): return false
        case (.log, .log(let request)): return hint.job.map { request.concerns($0, attempt: hint.attempt) } ?? true
        case (.log, _): return false
        case (.host, let request): return request == .hosts
        case (_, .detail(let request)): return hint.job == nil || hint.job == request.job
        case (_, .job(let number)): return hint.job == nil || hint.job == number
        default: return true
        }
    }
}
