import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct DependencyTests {
    private func after(_ jobs: Job..., as condition: DependencyCondition = .ok) -> (inout JobDraft) -> Void {
        { draft in draft.after = jobs.map { Prerequisite(.number($0.number), condition) } }
    }

    @Test("QUEUE-10 a job is let go, or failed with the reason, by the very write that stores the end before it")
    func conditions() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let good = try await store.submit([.plain("good"), .plain("bad")], actor: "kim")
            let followers = try await store.submit(
                [
                    .plain("ok", change: after(good[0])), .plain("any", change: after(good[1], as: .any)),
                    .plain("fail", change: after(good[1], as: .fail)), .plain("never", change: after(good[1])),
                    .plain("not", change: after(good[0], as: .fail)),
                    .plain("both", change: after(good[0], good[1], as: .any)),
                ], actor: "kim")
            for job in followers { #expect(job.status == .pending) }
            #expect(followers[0].blockedReason == "after job \(good[0].number)")
            #expect(followers[5].blockedReason == "after jobs \(good[0].number) and \(good[1].number)")
            #expect(try await store.promoteDue(now: Date.distantFuture) == 0)
            #expect(try await store.claimable(limit: 10, now: Date()).map(\.number) == good.map(\.number))

            try await store.finish(try #require(try await store.claimOne(good[0].number)))
            #expect(try await store.job(.number(followers[5].number)).blockedReason == "after job \(good[1].number)")
            try await store.finish(
                try #require(try await store.claimOne(good[1].number)), code: 3, next: .finish(.failed))
            let ended = try await states(followers, store)
            #expect(ended == [.queued, .queued, .queued, .failed, .failed, .queued])
            let never = try await store.job(.number(followers[3].number))
            #expect(never.exitReason == .dependency)
            #expect(
                never.lastError == "It was to run after job \(good[1].number) had completed, but that one is failed.")
            #expect(try await store.dependencies(of: never.number).allSatisfy { !$0.isOpen })
        }
    }

    private func states(_ jobs: [Job], _ store: SQLiteJobStore) async throws -> [JobStatus] {
        var states: [JobStatus] = []
        for job in jobs { states.append(try await store.job(.number(job.number)).status) }
        return states
    }

    @Test("QUEUE-10 what has ended is not waited for, what is unknown is refused, what can never run fails at once")
    func submitLate() async throws {
        try await withStore { context in
            let store = context.store
            let job = try await store.submit([.plain("first")], actor: "kim")[0]
            _ = try await store.requestCancel(job.number, kill: false, actor: "kim")
            let late = try await store.submit(
                [
                    .plain("any", change: after(job, as: .any)), .plain("ok", change: after(job)),
                    .plain("name") { $0.after = [Prerequisite(.newest(name: "first"), .fail)] },
                ], actor: "kim")
            #expect(late.map(\.status) == [.queued, .failed, .queued])
            #expect(late[1].finishedAt != nil)
            let unknown = await #expect(throws: StoreError.self) {
                try await store.submit(
                    [.plain { $0.after = [Prerequisite(.number(JobNumber(999)))] }], actor: "kim")
            }
            #expect(unknown?.message == "There is no job '999' to come after. See `berth list --all`.")
            #expect(unknown?.code == .notFound)
        }
    }

    @Test("QUEUE-10 a chain of 100 jobs runs through, each let go by the end before; a cancelled head fails all others")
    func chain() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            var chain = try await store.submit([.plain("job-0")], actor: "kim")
            for number in 1..<100 {
                chain += try await store.submit(
                    [.plain("job-\(number)", change: after(chain[number - 1]))], actor: "kim")
            }
            for job in chain {
                let ready = try await store.claimable(limit: 500, now: Date())
                #expect(ready.map(\.number) == [job.number])
                try await store.finish(try #require(try await store.claimOne(job.number)))
            }
            #expect(try await store.counts().byStatus == [.completed: 100])

            var doomed = try await store.submit([.plain("doomed-0")], actor: "kim")
            for number in 1..<100 {
                doomed += try await store.submit(
                    [.plain("doomed-\(number)", change: after(doomed[number - 1]))], actor: "kim")
            }
            _ = try await store.requestCancel(doomed[0].number, kill: false, actor: "kim")
            let counts = try await store.counts().byStatus
            #expect(counts[.failed] == 99)
            #expect(counts[.pending] == nil)
        }
    }

    @Test("QUEUE-10 hold and schedule are kept apart from what a job comes after, in any order of their ends")
    func otherReasons() async throws {
        let clock = TestClock()
        try await withStore(now: { clock.now }) { context in
            let store = context.store
            try await store.addTestHost()
            let first = try await store.submit([.plain("first")], actor: "kim")[0]
            let later = clock.now.addingTimeInterval(60)
            let jobs = try await store.submit(
                [
                    .plain("held") {
                        after(first)(&$0); $0.isHeld = true
                    },
                    .plain("scheduled") {
                        after(first)(&$0); $0.notBefore = later
                    },
                    .plain("plain", change: after(first)),
                ], actor: "kim")
            let refused = await #expect(throws: StoreError.self) {
                try await store.release(jobs[2].number, actor: "kim")
            }
            #expect(refused?.message.contains("nothing else holds it back") == true)
            _ = try await store.hold(jobs[2].number, actor: "kim")
            #expect(try await store.release(jobs[2].number, actor: "kim").status == .pending)
            try await store.finish(try #require(try await store.claimOne(first.number)))
            #expect(try await states(jobs, store) == [.pending, .pending, .queued])
            #expect(try await store.job(.number(jobs[1].number)).blockedReason?.hasPrefix("scheduled for") == true)
            clock.advance(61)
            #expect(try await store.promoteDue(now: clock.now) == 1)
            #expect(try await store.release(jobs[0].number, actor: "kim").status == .queued)
        }
    }

    @Test("QUEUE-10 a circle is refused by name, also over several jobs and through an array")
    func circle() async throws {
        try await withStore { context in
            let store = context.store
            let first = try await store.submit([.plain("first")], actor: "kim")[0]
            let second = try await store.submit([.plain("second", change: after(first))], actor: "kim")[0]
            let array = try await store.submitArray(
                ArrayDraft(name: "many", members: [.plain("a", change: after(second)), .plain("b")]), actor: "kim"
            ).array
            let third = try await store.submit(
                [.plain("third") { $0.after = [Prerequisite(.number(array.number), .any)] }], actor: "kim")[0]
            for target in [third.number, array.number, second.number, first.number] {
                let outcome = try await store.change(
                    [first.number], .after([Prerequisite(.number(target))]), actor: "kim")[0]
                guard case .failure(let error) = outcome.result else {
                    Issue.record("\(target) was accepted")
                    continue
                }
                #expect(error.code == .conflict)
                #expect(error.message.contains("would be a circle: \(first.number) after"))
            }
            #expect(try await store.job(.number(first.number)).status == .queued)
            let other = try await store.submit([.plain("other")], actor: "kim")[0]
            _ = try await store.change([first.number], .after([Prerequisite(.number(other.number))]), actor: "kim")
            #expect(try await store.job(.number(first.number)).status == .pending)
        }
    }
}
