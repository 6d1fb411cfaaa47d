import ConsoleUI
import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

@testable import ConsoleApp

@Suite("The console on a real store")
struct StoreSourceTests {
    private func draft(_ name: String, _ change: (inout JobDraft) -> Void = { _ in }) -> JobDraft {
        var draft = JobDraft(name: name, spec: JobSpec(image: "busybox", command: ["true"]))
        change(&draft)
        return draft
    }

    @Test("QUEUE-08 QUEUE-12 what is done to an array's number is done to its jobs, to a job's number to the job")
    func arrays() async throws {
        try await StoreSource.with { context in
            let members = ArrayDraft(name: "many", members: (0..<5).map { draft("many-\($0)") })
            _ = try await context.store.submitArray(members, actor: "kim")
            _ = try await context.store.submit([draft("single")], actor: "kim")
            #expect(await context.change(.cancel, [3]) == ["Job 3 is cancelled."])
            #expect(await context.change(.hold, [1, 7]) == ["Array 1: 4 of 5 jobs are held.", "Job 7 is held."])
            #expect(await context.change(.priority(10), [1]) == ["Array 1: 4 of 5 jobs are changed."])
            #expect(try await context.store.job(.number(JobNumber(2))).priority == 60)
            #expect(await context.change(.release, [1]) == ["Array 1: 4 of 5 jobs are released."])
            let later = Date().addingTimeInterval(3_600)
            let scheduled = await context.change(.set([.schedule(later)]), [1, 7])
            #expect(scheduled == ["Array 1: 4 of 5 jobs are changed.", "Job 7 is changed."])
            #expect(try await context.store.job(.number(JobNumber(6))).notBefore != nil)
            #expect(await context.change(.kill, [1]) == ["Array 1: 4 of 5 jobs are being killed."])
            #expect(await context.change(.kill, [1]) == ["Array 1: there is nothing to do."])
            #expect(await context.change(.delete, [1]) == ["Array 1: 5 of 5 jobs are deleted."])
            #expect(await context.change(.cancel, [1]).first?.contains("There is no job '1'") == true)
        }
    }

    @Test("QUEUE-12 the list folds arrays, and shows the jobs of one, from any place")
    func lists() async throws {
        try await StoreSource.with { context in
            _ = try await context.store.submit([draft("before")], actor: "kim")
            let many = ArrayDraft(name: "many", members: (0..<300).map { draft("many-\($0)") { $0.isHeld = true } })
            let array = try await context.store.submitArray(many, actor: "kim").array
            _ = try await context.store.changeGroup("gpu", .limit(1), actor: "kim")
            _ = try await context.store.submit([draft("behind") { $0.group = "gpu" }], actor: "kim")
            let folded = try await context.page(JobListRequest(scope: .all, anchor: .start))
            #expect(folded.jobs.map(\.number.rawValue) == [303, 302, 1] && folded.arrays[JobNumber(302)] == array)
            var request = JobListRequest(scope: .all, subset: .array(array.number), anchor: .start)
            let first = try await context.page(request)
            #expect(first.jobs.map(\.number.rawValue) == Array(3...202) && first.hasAfter && first.whole == array)
            request.anchor = .end
            #expect(try await context.page(request).jobs.last?.number == JobNumber(302))
            request.subset = .group("gpu")
            #expect(try await context.page(request).jobs.map(\.name) == ["behind"])
            // Marks of all rows name the array, not the job that stands for it.
            let all = JobListRequest(scope: .all, anchor: .start)
            guard case .found(let numbers, let isAll) = await context.source.reply(to: .find(all)) else {
                Issue.record("nothing was found")
                return
            }
            #expect(isAll && numbers.map(\.rawValue) == [303, 2, 1])
            request.subset = .array(JobNumber(999))
            #expect(try await context.page(request).jobs.isEmpty)
        }
    }

    @Test("QUEUE-10 the detail tells what a job comes after and what waits for it; of an array, what went wrong")
    func details() async throws {
        try await StoreSource.with { context in
            _ = try await context.store.submit([draft("first")], actor: "kim")
            let after = [Prerequisite(.number(JobNumber(1)), .any)]
            _ = try await context.store.submit([draft("second") { $0.after = after }], actor: "kim")
            func detail(_ number: Int64) async throws -> JobDetail {
                let request = JobDetailRequest(job: JobNumber(number), tab: .overview)
                guard case .detailLoaded(let detail, _) = try await context.source.read(.detail(request)) else {
                    return JobDetail()
                }
                return detail
            }
            #expect(try await detail(1).dependents == [JobNumber(2)])
            let prerequisite = try #require(try await detail(2).prerequisites.first)
            #expect(prerequisite.dependency.predecessor == JobNumber(1) && prerequisite.status == .queued)
            let many = ArrayDraft(name: "many", members: (0..<3).map { draft("many-\($0)") })
            _ = try await context.store.submitArray(many, actor: "kim")
            #expect(await context.change(.cancel, [5]) == ["Job 5 is cancelled."])
            // What somebody cancelled has not gone wrong; what will never run for want of another has.
            #expect(try await detail(3).badMembers.isEmpty)
            let dependent = ArrayDraft(
                name: "dependent",
                members: (0..<2).map { index in
                    draft("dependent-\(index)") { $0.after = [Prerequisite(.number(JobNumber(1)), .ok)] }
                })
            _ = try await context.store.submitArray(dependent, actor: "kim")
            for _ in 0..<3 {
                let after = [Prerequisite(.number(JobNumber(1)), .ok)]
                _ = try await context.store.submit([draft("twin") { $0.after = after }], actor: "kim")
            }
            #expect(await context.change(.cancel, [1]) == ["Job 1 is cancelled."])
            #expect(try await detail(7).badMembers == [JobNumber(8), JobNumber(9)])
            // Only what came before a job is its history.
            #expect(try await detail(10).history?.count == 0)
            #expect(try await detail(11).history == JobHistory(count: 1, completed: 0, meanDuration: nil))
        }
    }

    @Test("QUEUE-11 QUEUE-13 groups and schedules are changed, and what cannot be is refused in words")
    func groupsAndSchedules() async throws {
        try await StoreSource.with { context in
            func ask(_ request: ConsoleRequest) async -> ConsoleReply { await context.source.reply(to: request) }
            #expect(
                await ask(.changeGroup("gpu", .limit(2))) == .done("Group 'gpu': at most 2 of its jobs run at once."))
            _ = try await context.store.submit([draft("job") { $0.group = "gpu" }], actor: "kim")
            #expect(
                await ask(.changeGroup("gpu", .pause))
                    == .done("Group 'gpu' is paused: none of its jobs is started. What runs goes on."))
            #expect(await ask(.changeGroup("gpu", .resume)) == .done("Group 'gpu' goes on."))
            guard case .refused = await ask(.changeGroup("gpu", .remove)) else {
                Issue.record("a group with a job was removed")
                return
            }
            let schedule = Schedule(
                name: "sync", rule: .every(.seconds(600)), zone: .gmt, draft: draft("sync"), createdAt: Date())
            _ = try await context.store.addSchedule(schedule, isReplacing: false, actor: "kim")
            #expect(
                await ask(.changeSchedule("sync", .pause)) == .done("Schedule 'sync' is paused: it submits nothing."))
            #expect(await ask(.changeSchedule("sync", .run)) == .done("Schedule 'sync' was run: job 2."))
            guard case .runsLoaded(let runs, _) = try await context.source.read(.runs(schedule: "sync")) else {
                Issue.record("no runs")
                return
            }
            #expect(runs.map(\.number) == [JobNumber(2)])
            #expect(await ask(.changeSchedule("sync", .resume)) == .done("Schedule 'sync' submits again."))
            #expect(
                await ask(.changeSchedule("sync", .remove))
                    == .done("Schedule 'sync' is removed. Its jobs stay."))
        }
    }

    @Test("S14 a reveal stands in the journal before anything is shown")
    func reveal() async throws {
        try await StoreSource.with { context in
            _ = try await context.store.submit([draft("job")], actor: "kim")
            let reply = await context.source.reply(to: .noteReveal(JobNumber(1), field: "--env"))
            #expect(reply == .revealed(field: "--env"))
            let event = try #require(try await context.store.newestEvents(job: JobNumber(1), limit: 1).first)
            #expect(event.kind == "secret_revealed" && event.detail == "--env" && event.actor == "ada")
        }
    }
}
