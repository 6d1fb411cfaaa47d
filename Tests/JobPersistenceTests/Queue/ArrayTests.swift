import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ArrayTests {
    private func array(_ size: Int, _ name: String = "many") -> ArrayDraft {
        ArrayDraft(name: name, members: (0..<size).map { .plain("\(name)-\($0)") })
    }

    @Test("QUEUE-12 F79 ten thousand jobs are one transaction, one number before theirs, and one folded row")
    func tenThousand() async throws {
        try await withStore { context in
            let store = context.store
            _ = try await store.submit([.plain("before")], actor: "kim")
            var broken = array(10_000)
            broken.members[9_999].after = [Prerequisite(.number(JobNumber(99_999)))]
            await #expect(throws: StoreError.self) { try await store.submitArray(broken, actor: "kim") }
            #expect(try await store.counts().byStatus == [.queued: 1])
            let (array, isNew) = try await store.submitArray(array(10_000), actor: "kim")
            #expect(isNew)
            #expect(array.number == JobNumber(2))
            #expect(array.counts == [.queued: 10_000])
            let last = try await store.submit([.plain("behind")], actor: "kim")[0]
            #expect(last.number == JobNumber(10_003))
            let page = try await store.jobs(JobQuery(limit: 20, foldsArrays: true))
            #expect(page.jobs.map(\.number.rawValue) == [10_003, 10_002, 1])
            #expect(page.arrays[JobNumber(10_002)] == array)
            #expect(page.next == nil)
            #expect(page.jobs[1].array == ArrayMembership(array: JobNumber(2), index: 9999, size: 10_000))
        }
    }

    @Test("QUEUE-12 folded pages of any size, from any place and in both directions tell the same")
    func pages() async throws {
        try await withStore { context in
            let store = context.store
            for round in 0..<4 {
                _ = try await store.submit((0..<round).map { .plain("single-\($0)") }, actor: "kim")
                _ = try await store.submitArray(array(5 + round * 7, "array-\(round)"), actor: "kim")
            }
            let all = try await folded(store, isDescending: true, limit: 1000)
            #expect(all.count == 10)
            for limit in 1...7 {
                #expect(try await folded(store, isDescending: true, limit: limit) == all)
                #expect(try await folded(store, isDescending: false, limit: limit) == all.reversed())
            }
            // Whatever lies at a key belongs to exactly one side of it.
            for number in 0...Int64(80) {
                let key = JobPage.Key(value: nil, number: JobNumber(number))
                var newer = JobQuery(isDescending: false, limit: 1000, after: key, foldsArrays: true)
                let above = try await store.jobs(newer).jobs.map(\.number)
                newer.isDescending = true
                let below = try await store.jobs(newer).jobs.map(\.number)
                #expect(above.reversed() + below == all.filter { $0.rawValue != number })
            }
        }
    }

    private func folded(_ store: SQLiteJobStore, isDescending: Bool, limit: Int) async throws -> [JobNumber] {
        var query = JobQuery(isDescending: isDescending, limit: limit, foldsArrays: true)
        var numbers: [JobNumber] = []
        repeat {
            let page = try await store.jobs(query)
            numbers += page.jobs.map(\.number)
            query.after = page.next
        } while query.after != nil
        return numbers
    }

    @Test("QUEUE-12 counts follow every job; a name stands for the newest array; deleted with its last job")
    func life() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let array = try await store.submitArray(array(4), actor: "kim").array
            let numbers = try await store.members(of: array.number, in: [])
            try await store.finish(try #require(try await store.claimOne(numbers[0])))
            try await store.finish(
                try #require(try await store.claimOne(numbers[1])), code: 1, next: .finish(.failed))
            let outcomes = try await store.change(
                try await store.members(of: array.number, in: [.queued]), .cancel(kill: false), actor: "kim")
            #expect(outcomes.count == 2)
            guard case .array(let ended) = try await store.target(.newest(name: "many")) else {
                Issue.record("@many is no array")
                return
            }
            #expect(ended.counts == [.completed: 1, .failed: 1, .cancelled: 2])
            #expect(ended.ended == 4)
            #expect(ended.failed == 3)
            #expect(ended.status == .failed)
            #expect(try await store.members(of: array.number, in: [.failed, .cancelled]) == Array(numbers.dropFirst()))
            let deleted = try await store.change(numbers + [numbers[0]], .delete, actor: "kim")
            #expect(deleted.filter { if case .success = $0.result { true } else { false } }.count == 4)
            await #expect(throws: StoreError.self) { try await store.target(.number(array.number)) }
        }
    }

    @Test("QUEUE-10 QUEUE-12 what comes after an array waits for all of it, and fails with the first bad end")
    func dependency() async throws {
        try await withStore { context in
            let store = context.store
            try await store.addTestHost()
            let array = try await store.submitArray(array(3), actor: "kim").array
            let followers = try await store.submit(
                DependencyCondition.allCases.map { condition in
                    .plain(condition.rawValue) { $0.after = [Prerequisite(.number(array.number), condition)] }
                }, actor: "kim")
            func states() async throws -> [JobStatus] {
                var states: [JobStatus] = []
                for job in followers { states.append(try await store.job(.number(job.number)).status) }
                return states
            }
            let numbers = try await store.members(of: array.number, in: [])
            try await store.finish(
                try #require(try await store.claimOne(numbers[0])), code: 1, next: .finish(.failed))
            #expect(try await states() == [.failed, .pending, .pending])
            try await store.finish(try #require(try await store.claimOne(numbers[1])))
            #expect(try await states() == [.failed, .pending, .pending])
            try await store.finish(try #require(try await store.claimOne(numbers[2])))
            #expect(try await states() == [.failed, .queued, .queued])
        }
    }
}
