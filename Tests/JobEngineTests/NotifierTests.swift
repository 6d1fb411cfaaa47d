import Foundation
import JobCore
import JobPersistence
import MockExecution
import Synchronization
import Testing

@testable import JobEngine

/// Notices of ended jobs, from the journal to whoever is told.
@Suite struct NotifierTests {
    /// Takes notices, and answers as it is told.
    final class Receiver: NotificationSending {
        private let taken = Mutex<[PendingNotification]>([])
        private let answers: Mutex<[NotificationFailure?]>

        init(_ answers: [NotificationFailure?] = []) { self.answers = Mutex(answers) }

        var all: [PendingNotification] { taken.withLock { $0 } }

        func send(_ notification: PendingNotification, by rule: NotifyRule) async throws(NotificationFailure) {
            taken.withLock { $0.append(notification) }
            if let failure = answers.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw failure }
        }
    }

    private static func options(_ rules: [NotifyRule]) -> WorkerOptions {
        var options = WorkerOptions()
        options.notifyRules = rules
        return options
    }

    private static let failures = NotifyRule(name: "failures", statuses: [.failed], action: .command(["true"]))
    private static let all = NotifyRule(name: "all", action: .command(["true"]))
    private static let draft = JobDraft(spec: JobSpec(image: "i", command: ["c"]))

    @Test("CMD-08 ends are told by every rule that wants them, once; what ended before the first rule is not")
    func rules() async throws {
        let engine = ScriptedExecutor([.exits(code: 0), .exits(code: 0), .exits(code: 3)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            let receiver = Receiver()
            let early = try await fixture.manager.jobs.submit(Self.draft)
            _ = try await fixture.withWorker { _ in try await fixture.wait(for: early) }
            try await fixture.withWorker(Self.options([Self.failures, Self.all]), notifications: receiver) { _ in
                // The first look at the journal sets where it begins.
                try await fixture.eventually("it looks") { try await fixture.store.notificationCursor() != nil }
                for _ in 0..<2 {
                    let job = try await fixture.manager.jobs.submit(Self.draft)
                    try await fixture.wait(for: job)
                }
                try await fixture.eventually("all are told") { receiver.all.count == 3 }
            }
            let told = receiver.all.map { "\($0.content.job) \($0.content.rule)" }
            #expect(told.sorted() == ["2 all", "3 all", "3 failures"])
            #expect(try await fixture.store.nextNotification() == nil)
        }
    }

    @Test("CMD-08 a failed delivery is tried again, a lasting failure is given up and told; the worker never waits")
    func failures() async throws {
        let engine = ScriptedExecutor([.exits(code: 0), .exits(code: 0)])
        try await WorkerFixture.with(["a": engine]) { fixture in
            try await fixture.store.addNotifications([], cursor: 0, now: Date())
            let receiver = Receiver([.passing("no answer"), nil, .lasting("wrong address")])
            try await fixture.withWorker(Self.options([Self.all]), notifications: receiver) { _ in
                let job = try await fixture.manager.jobs.submit(Self.draft)
                try await fixture.wait(for: job)
                try await fixture.eventually("it is tried again") { receiver.all.count == 2 }
                #expect(receiver.all.map(\.tries) == [0, 1])
                #expect(Set(receiver.all.map(\.id)).count == 1)
                let next = try await fixture.manager.jobs.submit(Self.draft)
                try await fixture.wait(for: next)
                try await fixture.eventually("it is given up") {
                    let events = try await fixture.manager.journal.newestEvents(job: next.number)
                    return events.contains { $0.kind == "notify_failed" }
                }
            }
            let trouble = try await fixture.store.notificationTrouble(since: .distantPast)
            #expect(trouble == NotificationTrouble(failed: 1, retrying: 0, error: "wrong address"))
        }
    }

    @Test("CMD-08 what a worker could not deliver, the next one does, also the end of a job that nobody ran")
    func overDeath() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            try await fixture.store.addNotifications([], cursor: 0, now: Date())
            let job = try await fixture.manager.jobs.submit(JobDraft(spec: JobSpec(image: "i"), isHeld: true))
            _ = try await fixture.manager.jobs.cancel(job.number)
            let first = Receiver(Array(repeating: .passing("no answer"), count: 100))
            try await fixture.withWorker(Self.options([Self.all]), notifications: first) { _ in
                try await fixture.eventually("it was tried") { first.all.count >= 1 }
            }
            let second = Receiver()
            try await fixture.withWorker(Self.options([Self.all]), notifications: second) { _ in
                try await fixture.eventually("it is tried again") { second.all.count == 1 }
            }
            #expect(second.all.first?.content == first.all.first?.content)
            #expect(second.all.first?.tries == first.all.count)
        }
    }

    @Test("CMD-08 a rule that is gone delivers nothing; rules that come by a reload tell what ends afterwards")
    func reload() async throws {
        try await WorkerFixture.with(["a": ScriptedExecutor([])]) { fixture in
            let receiver = Receiver()
            let held = JobDraft(spec: JobSpec(image: "i"), isHeld: true)
            try await fixture.withWorker(Self.options([]), notifications: receiver) { worker in
                let before = try await fixture.manager.jobs.submit(held)
                _ = try await fixture.manager.jobs.cancel(before.number)
                worker.reload(Self.options([Self.all]))
                try await fixture.eventually("the rules hold") { try await fixture.store.notificationCursor() != nil }
                let after = try await fixture.manager.jobs.submit(held)
                _ = try await fixture.manager.jobs.cancel(after.number)
                try await fixture.eventually("it is told") { receiver.all.count == 1 }
                #expect(receiver.all.first?.content.job == after.number)
            }
            let notice = NewNotification(event: 999, rule: "gone", job: JobNumber(1), body: "{}")
            try await fixture.store.addNotifications([notice], cursor: 999, now: Date())
            try await fixture.withWorker(Self.options([Self.all]), notifications: receiver) { _ in
                try await fixture.eventually("it is given up") {
                    try await fixture.store.notificationTrouble(since: .distantPast).failed == 1
                }
            }
        }
    }
}
