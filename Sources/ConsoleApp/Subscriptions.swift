import ConsoleUI
import JobCore
import JobEngine
import Synchronization

/// Reads what is visible and keeps it fresh; what is not visible is not read.
final class Subscriptions: Sendable {
    private struct State {
        var visible: Visible?
        var jobs: Subscription?
        var log: Subscription?
    }

    private let source: any ConsoleSource
    private let mailbox: Mailbox
    private let summary: Subscription
    private let state = Mutex(State())

    /// Data reaches the screen at most this often.
    static let frameInterval = Duration.milliseconds(33)
    private static let summaryInterval = Duration.milliseconds(200)

    init(source: any ConsoleSource, mailbox: Mailbox) {
        self.source = source
        self.mailbox = mailbox
        summary = Subscription(.summary, every: Self.summaryInterval, into: mailbox) {
            .summaryLoaded(try await source.summary())
        }
    }

    /// Subscribes to what has become visible, and leaves what is not visible any more.
    func show(_ visible: Visible) {
        state.withLock { state in
            let before = state.visible
            state.visible = visible
            if before?.jobs != visible.jobs { state.jobs = subscription(to: visible.jobs) }
            if before?.log != visible.log { state.log = visible.log.map(subscription(to:)) }
        }
    }

    /// Reads again what may have changed.
    func note(_ change: Change) {
        switch change {
        case .hint(let hint) where hint.kind == .log:
            state.withLock { state in
                guard let shown = state.visible?.log?.attempt, shown.job == hint.job else { return }
                if hint.attempt == nil || hint.attempt == shown.number { state.log?.refresh() }
            }
        case .hint(let hint) where hint.kind == .progress:
            break
        case .hint, .store, .worker:
            state.withLock { state in
                state.jobs?.refresh()
                state.log?.refresh()
            }
            summary.refresh()
            // The store learns that a worker died only when its lease ends; the connection tells at once.
            if case .worker(let isPresent) = change { mailbox.post(.data(.workerPresence(isPresent))) }
        }
    }

    private func subscription(to request: JobListRequest) -> Subscription {
        Subscription(.jobs, every: Self.frameInterval, into: mailbox) { [source] in
            .jobsLoaded(try await source.jobs(request), for: request)
        }
    }

    private func subscription(to request: LogRequest) -> Subscription {
        Subscription(.log, every: Self.frameInterval, into: mailbox) { [source] in
            .logLoaded(try await source.log(request), for: request)
        }
    }
}
