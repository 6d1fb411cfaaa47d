import Foundation
import JobCore
import JobEngine
import Testing

@testable import JobPersistence

/// Notices of ended jobs in the store.
@Suite struct NotificationTests {
    private func notice(_ event: Int64, _ rule: String = "ops") -> NewNotification {
        NewNotification(event: event, rule: rule, job: JobNumber(event), body: "{\"event\":\(event)}")
    }

    @Test("CMD-08 a notice is stored once per event and rule, is due until it is delivered or given up, and is told")
    func life() async throws {
        try await withStore { context in
            let store = context.store
            let now = Date()
            try await store.addNotifications([notice(1), notice(2)], cursor: 2, now: now)
            try await store.addNotifications([notice(2), notice(2, "other")], cursor: 3, now: now)
            #expect(try await store.notificationCursor() == 3)
            let due = try await store.dueNotifications(now: now, limit: 10)
            #expect(due.map(\.content) == [notice(1), notice(2), notice(2, "other")])
            let later = now.addingTimeInterval(60)
            try await store.record(.delivered, of: due[0].id, actor: "worker", now: now)
            try await store.record(.retry(at: later, error: "no answer"), of: due[1].id, actor: "worker", now: now)
            try await store.record(.givenUp(error: "wrong key"), of: due[2].id, actor: "worker", now: now)
            // What has ended stays as it is.
            try await store.record(.retry(at: now, error: "late"), of: due[2].id, actor: "worker", now: now)
            #expect(try await store.dueNotifications(now: now, limit: 10).isEmpty)
            #expect(try await store.dueNotifications(now: later, limit: 10).map(\.tries) == [1])
            let next = try #require(try await store.nextNotification())
            #expect(abs(next.timeIntervalSince(later)) < 0.001)
            let trouble = try await store.notificationTrouble(since: now.addingTimeInterval(-1))
            #expect(trouble == NotificationTrouble(failed: 1, retrying: 1, error: "wrong key"))
            #expect(try await store.events(after: 0, job: nil, limit: 10).map(\.kind) == ["notified", "notify_failed"])
            try await store.deleteNotifications(endedBefore: later)
            #expect(try await store.notificationTrouble(since: .distantPast).failed == 0)
            try await store.addNotifications([], cursor: nil, now: now)
            #expect(try await store.notificationCursor() == nil)
        }
    }

    @Test("CMD-19 the last line of the journal before a time is found, also where lines were deleted")
    func lastEvent() async throws {
        try await withStore { context in
            let store = context.store
            let start = Date(timeIntervalSince1970: 1_700_000_000)
            for second in 0..<40 {
                try await store.addEvent(
                    kind: "k\(second)", job: nil, detail: nil, actor: "a", now: start.addingTimeInterval(Double(second))
                )
            }
            #expect(try await store.lastEvent(before: start) == 0)
            for second in [1, 7, 20, 39] {
                let last = try await store.lastEvent(before: start.addingTimeInterval(Double(second)))
                #expect(try await store.events(after: last, job: nil, limit: 1).first?.kind == "k\(second)")
            }
            let all = try await store.newestEvents(job: nil, limit: 1)
            #expect(try await store.lastEvent(before: .distantFuture) == all.first?.sequence)
            #expect(try await store.deleteEvents(upTo: 15, limit: 10) == 10)
            #expect(try await store.deleteEvents(upTo: 15, limit: 10) == 5)
            let last = try await store.lastEvent(before: start.addingTimeInterval(30))
            #expect(try await store.events(after: last, job: nil, limit: 1).first?.kind == "k30")
            let none = try await store.lastEvent(before: start.addingTimeInterval(3))
            #expect(try await store.events(after: none, job: nil, limit: 1).first?.kind == "k15")
            // What notices were not decided about stays.
            try await store.addNotifications([], cursor: 20, now: start)
            #expect(try await store.deleteEvents(upTo: 40, limit: 100) == 5)
        }
    }
}
