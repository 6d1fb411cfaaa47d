import Foundation
import JobCore
import JobEngine
import JobPersistence
import Testing

struct ListTests {
    /// 60 jobs in all kinds of states on two hosts.
    private func fill(_ store: SQLiteJobStore) async throws -> [Job] {
        try await store.addTestHost("a", slots: 1000)
        try await store.addTestHost("b", slots: 1000)
        var drafts: [JobDraft] = []
        for number in 0..<60 {
            drafts.append(
                .plain(["Nightly build", "nightly test", "50%_off", "x"][number % 4] + " \(number / 8)") {
                    $0.spec.labels = ["team": number % 3 == 0 ? "red" : "blue"]
                })
        }
        let jobs = try await store.submit(drafts, actor: "kim")
        for (place, job) in jobs.enumerated() where place % 3 != 2 {
            let live = try #require(try await store.claimOne(job.number, on: place % 2 == 0 ? "a" : "b"))
            if place % 3 == 0 {
                try await store.finish(
                    live, code: place % 2, next: .finish(place % 2 == 0 ? .completed : .failed),
                    now: Date(timeIntervalSince1970: 1_700_000_000 + Double((place * 37) % 60)))
            }
        }
        return try await store.jobs(JobQuery(isDescending: false, limit: 1000)).jobs
    }

    private func pages(_ query: JobQuery, _ store: SQLiteJobStore) async throws -> [Job] {
        var query = query
        var jobs: [Job] = []
        while true {
            let page = try await store.jobs(query)
            jobs += page.jobs
            guard let next = page.next else { return jobs }
            #expect(page.jobs.count == query.limit)
            query.after = next
        }
    }

    @Test(
        "decisions 14: pages by key add up to the whole list in every order and direction",
        arguments: JobQuery.Order.allCases)
    func orders(order: JobQuery.Order) async throws {
        try await withStore { context in
            let all = try await fill(context.store)
            func key(_ job: Job) -> (String, Double, Int64) {
                switch order {
                case .number: ("", 0, job.number.rawValue)
                case .finished: ("", job.finishedAt?.timeIntervalSince1970 ?? .infinity, job.number.rawValue)
                case .name: (job.name.lowercased(), 0, job.number.rawValue)
                case .status: (job.status.rawValue, 0, job.number.rawValue)
                case .host: (job.host ?? "", 0, job.number.rawValue)
                }
            }
            for isDescending in [false, true] {
                for statuses in [[], [.completed], [.failed, .queued, .completed]] as [Set<JobStatus>] {
                    let query = JobQuery(statuses: statuses, order: order, isDescending: isDescending, limit: 7)
                    var expected = all.filter { statuses.isEmpty || statuses.contains($0.status) }
                        .sorted { key($0) < key($1) }
                    if isDescending { expected.reverse() }
                    #expect(try await pages(query, context.store).map(\.number) == expected.map(\.number))
                }
            }
        }
    }

    @Test("S30 filters by name, host, label and time find what they say, and wildcards and quotes are plain text")
    func filters() async throws {
        try await withStore { context in
            let store = context.store
            let all = try await fill(store)
            func found(_ change: (inout JobQuery) -> Void) async throws -> [JobNumber] {
                var query = JobQuery(isDescending: false, limit: 5)
                change(&query)
                return try await pages(query, store).map(\.number)
            }
            func expected(_ fits: (Job) -> Bool) -> [JobNumber] { all.filter(fits).map(\.number) }
            #expect(try await found { $0.name = "BUILD" } == expected { $0.name.hasPrefix("Nightly build") })
            #expect(try await found { $0.name = "ni" } == expected { $0.name.lowercased().hasPrefix("ni") })
            #expect(try await found { $0.name = "%_o" } == expected { $0.name.contains("%_o") })
            #expect(try await found { $0.host = "a" } == expected { $0.host == "a" })
            #expect(try await found { $0.executor = .mock } == expected { $0.host != nil })
            #expect(try await found { $0.labels = ["team": "red"] } == expected { $0.spec.labels["team"] == "red" })
            #expect(
                try await found {
                    $0.labels = ["team": "blue"]
                    $0.host = "b"
                    $0.name = "test"
                    $0.statuses = [.failed, .launching]
                }
                    == expected {
                        $0.spec.labels["team"] == "blue" && $0.host == "b" && $0.name.contains("test")
                            && [.failed, .launching].contains($0.status)
                    })
            let middle = all[30].createdAt
            #expect(try await found { $0.since = middle } == expected { $0.createdAt >= middle })
            #expect(try await found { $0.until = middle } == expected { $0.createdAt < middle })
            let hostile = [
                "%", "_", "%%%", "___", "'; DROP TABLE job;--", "\"", "\"\"\"", "a\" OR \"b", "*", "NEAR(a b)", "\0",
                "a\0b",
                "\\", "\\%\\", "name:x", "^x", "(", "ü\u{301}\u{202E}",
            ]
            for text in hostile {
                let result = try await found { $0.name = text }
                let count = text.unicodeScalars.count
                #expect(
                    result
                        == expected {
                            count >= 3 ? $0.name.lowercased().contains(text.lowercased()) : $0.name.hasPrefix(text)
                        }, "filter \(text.debugDescription)")
                #expect(try await found { $0.host = text }.isEmpty)
                #expect(try await found { $0.labels = ["team": text] }.isEmpty)
            }
            #expect(try await pages(JobQuery(limit: 1000), store).count == 60)
        }
    }
}
