import Foundation
import JobCore
import Logging

/// Tells of ended jobs by the rules of the configuration: goes through the journal, stores what is to be told, delivers it,
/// tries again (at least once over the death of any worker). Nothing of the worker waits for it.
///
/// The journal is the outbox: the line about a job's end is written in the transaction that ends it, by whoever does.
actor Notifier {
    private let services: WorkerServices
    private let sender: any NotificationSending
    private let signal = Signal()
    private var underWay: [Int64: Task<Void, Never>] = [:]
    /// Up to where the journal was looked through; stored only together with notices, and now and then.
    private var cursor: Int64?
    private var storedCursor: Int64?
    /// Whether there is nothing to deliver, and nothing can come: without rules a look costs nothing.
    private var isAtRest = false

    /// Deliveries at once.
    private static let width = 8
    /// Lines of the journal that are looked at by one query.
    private static let page = 500
    /// So far may the stored cursor be behind: lines without notices are looked at twice after a death.
    private static let cursorLag: Int64 = 2000

    init(services: WorkerServices, sender: any NotificationSending) {
        self.services = services
        self.sender = sender
    }

    /// Something was written: look at the journal.
    nonisolated func look() {
        signal.raise()
    }

    /// Works until cancelled.
    func runForever() async {
        while !Task.isCancelled {
            await signal.wait(atMost: await pass())
        }
    }

    /// Delivers what is due once more, for at most so long; what is left stays for the next worker.
    func finish(within limit: Duration) async {
        _ = await pass()
        let all = underWay.values
        await withTaskGroup { group in
            group.addTask { for task in all { await task.value } }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            for task in underWay.values { task.cancel() }
            group.cancelAll()
        }
    }

    /// Looks at the journal, begins what is due.
    ///
    /// - Returns: how long nothing becomes due; `nil` means until something is written.
    private func pass() async -> Duration? {
        do {
            let rules = services.options.notifyRules
            if rules.isEmpty, isAtRest { return nil }
            try await collect(by: rules)
            try await begin(rules)
            guard let next = try await services.store.nextNotification() else {
                isAtRest = rules.isEmpty
                return nil
            }
            // Those under way are due, too; their end wakes this loop.
            let pause = next.timeIntervalSince(services.now())
            return .seconds(underWay.isEmpty ? max(0.01, pause) : max(1, pause))
        } catch {
            services.logger.error("\(error.message)")
            return .seconds(5)
        }
    }

    // MARK: - From the journal

    private func collect(by rules: [NotifyRule]) async throws(StoreError) {
        if cursor == nil {
            storedCursor = try await services.store.notificationCursor()
            cursor = storedCursor
        }
        guard !rules.isEmpty else {
            // Rules that come later tell of what ends later.
            if storedCursor != nil { try await store([], cursor: nil) }
            cursor = nil
            return
        }
        guard var place = cursor else {
            let newest = try await services.store.newestEvents(job: nil, limit: 1)
            return try await store([], cursor: newest.first?.sequence ?? 0)
        }
        while true {
            let events = try await services.store.events(after: place, job: nil, limit: Self.page)
            guard let last = events.last else { return }
            var new: [NewNotification] = []
            for event in events { new += try await notices(about: event, rules) }
            place = last.sequence
            if !new.isEmpty || place - (storedCursor ?? 0) >= Self.cursorLag {
                try await store(new, cursor: place)
            } else {
                cursor = place
            }
        }
    }

    private func store(_ new: [NewNotification], cursor place: Int64?) async throws(StoreError) {
        try await services.store.addNotifications(new, cursor: place, now: services.now())
        cursor = place
        storedCursor = place
    }

    private func notices(
        about event: JobEvent, _ rules: [NotifyRule]
    ) async throws(StoreError) -> [NewNotification] {
        guard let number = event.job, JobStatus(rawValue: event.kind)?.isTerminal ?? false else { return [] }
        let job: Job
        do {
            job = try await services.store.job(.number(number))
        } catch {
            // Deleted since: nobody can be told more than that.
            guard error.code == .notFound else { throw error }
            return []
        }
        return rules.filter { $0.matches(job) }.map { rule in
            let body = NotificationBody(job, event: event.sequence, store: services.store.id, rule: rule.name)
            return NewNotification(event: event.sequence, rule: rule.name, job: number, body: body.text)
        }
    }

    // MARK: - Deliveries

    private func begin(_ rules: [NotifyRule]) async throws(StoreError) {
        guard underWay.count < Self.width else { return }
        let due = try await services.store.dueNotifications(now: services.now(), limit: 2 * Self.width)
        for notification in due where underWay[notification.id] == nil && underWay.count < Self.width {
            let rule = rules.first { $0.name == notification.content.rule }
            underWay[notification.id] = Task {
                await self.deliver(notification, by: rule)
                self.underWay[notification.id] = nil
                self.signal.raise()
            }
        }
    }

    private func deliver(_ notification: PendingNotification, by rule: NotifyRule?) async {
        let result = await send(notification, by: rule)
        guard !Task.isCancelled else { return }
        switch result {
        case .delivered: services.metrics.countNotification("delivered")
        case .retry(_, let error):
            services.metrics.countNotification("failed")
            services.logger.warning("\(error)", metadata: fields(notification))
        case .givenUp(let error):
            services.metrics.countNotification("given_up")
            services.logger.error("A notice was given up: \(error)", metadata: fields(notification))
            services.publish(
                Hint(
                    kind: .worker, job: notification.content.job,
                    text: "The notice of job \(notification.content.job) could not be delivered. See `berth doctor`."))
        }
        do {
            try await services.store.record(result, of: notification.id, actor: "worker", now: services.now())
            services.publish(Hint(kind: .job, job: notification.content.job))
        } catch {
            // It stays due, and is delivered again: at least once.
            services.logger.error("\(error.message)", metadata: fields(notification))
        }
    }

    private func send(_ notification: PendingNotification, by rule: NotifyRule?) async -> NotificationResult {
        guard let rule else { return .givenUp(error: "There is no such rule any more.") }
        do {
            try await sender.send(notification, by: rule)
            return .delivered
        } catch {
            switch error {
            case .lasting(let sentence): return .givenUp(error: sentence)
            case .passing(let sentence):
                let tries = notification.tries + 1
                let waited = Duration.seconds(services.now().timeIntervalSince(notification.createdAt))
                guard NotifyBackoff.goesOn(after: tries, waited: waited, by: rule.action) else {
                    return .givenUp(error: sentence)
                }
                let pause = NotifyBackoff.pause(after: tries, jitter: services.jitter())
                return .retry(at: services.now().addingTimeInterval(pause.inSeconds), error: sentence)
            }
        }
    }

    private func fields(_ notification: PendingNotification) -> Logger.Metadata {
        ["job.id": "\(notification.content.job)", "rule": "\(notification.content.rule)"]
    }
}
