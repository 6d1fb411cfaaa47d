import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Console state")
struct ConsoleStateTests {
    @Test("the selection stays on its job when rows are added above, and the list does not jump")
    func stableSelection() {
        var state = Samples.state(columns: 80, rows: 24)
        for _ in 0..<5 { _ = state.apply(.key(.down)) }
        #expect(state.jobs.selection == JobNumber(1044))
        let more = (0..<3).map { Samples.job(1060 - $0, "new", .queued) } + Samples.fleet
        _ = state.apply(.jobsLoaded(JobListPage(jobs: more), for: state.jobs.request))
        #expect(state.jobs.selection == JobNumber(1044))
        #expect(state.jobs.top == 0)
        // Scrolled down, the same rows stay under the eyes.
        for _ in 0..<5 { _ = state.apply(.key(.down)) }
        let top = state.jobs.jobs[state.jobs.top].number
        let evenMore = [Samples.job(1070, "newest", .queued)] + more
        _ = state.apply(.jobsLoaded(JobListPage(jobs: evenMore), for: state.jobs.request))
        #expect(state.jobs.jobs[state.jobs.top].number == top)
    }

    @Test("a job that leaves the list hands the selection to its neighbour")
    func vanishedSelection() {
        var state = Samples.state(columns: 80, rows: 24)
        _ = state.apply(.key(.down))
        let rest = Samples.fleet.filter { $0.number != JobNumber(1048) }
        _ = state.apply(.jobsLoaded(JobListPage(jobs: rest), for: state.jobs.request))
        #expect(state.jobs.selection == JobNumber(1047))
        _ = state.apply(.jobsLoaded(JobListPage(jobs: []), for: state.jobs.request))
        #expect(state.jobs.selectedJob == nil && state.log.attempt == nil)
    }

    @Test("near the edge of the loaded part the next part is asked for; the ends are jumped to")
    func paging() {
        let jobs = (0..<200).map { Samples.job(10_000 - Int64($0), "job", .completed) }
        var state = Samples.state(columns: 80, rows: 24, jobs: [])
        _ = state.apply(.jobsLoaded(JobListPage(jobs: jobs, hasAfter: true), for: state.jobs.request))
        #expect(state.jobs.request.anchor == .start)
        for _ in 0..<17 { _ = state.apply(.key(.pageDown)) }
        let selected = state.jobs.selection
        #expect(
            state.jobs.request.anchor == .around(JobPage.Key(value: nil, number: JobNumber(10_000 - 17 * 9 - 8)))
                || selected != nil)
        let next = (100..<300).map { Samples.job(10_000 - Int64($0), "job", .completed) }
        let page = JobListPage(jobs: next, hasBefore: true, hasAfter: true)
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(state.jobs.selection == selected)
        _ = state.apply(.key(.character("G")))
        #expect(state.jobs.request.anchor == .end)
        let last = (0..<200).map { Samples.job(200 - Int64($0), "old", .completed) }
        _ = state.apply(.jobsLoaded(JobListPage(jobs: last, hasBefore: true), for: state.jobs.request))
        #expect(state.jobs.selection == JobNumber(1))
        _ = state.apply(.key(.character("g")))
        #expect(state.jobs.request.anchor == .start)
    }

    @Test("late answers to a part that is not shown any more are dropped")
    func lateAnswers() throws {
        var state = Samples.watching(columns: 80, rows: 24)
        let oldJobs = state.jobs.request
        let oldLog = try #require(state.visible.log)
        _ = state.apply(.key(.character("a")))
        _ = state.apply(.jobsLoaded(JobListPage(jobs: [Samples.job(1, "late", .completed)]), for: oldJobs))
        // What was shown stays until the answer to what is asked for now.
        #expect(state.jobs.page?.jobs == Samples.fleet)
        _ = state.apply(.key(.down))
        _ = state.apply(.logLoaded(Samples.window(["late"]), for: oldLog))
        #expect(state.log.window == nil)
    }

    @Test("a refused change is told with its reason, whatever was asked since")
    func refusedChange() {
        var state = Samples.watching(columns: 80, rows: 24)
        _ = state.apply(.key(.character("s")))
        let job = JobNumber(1046)
        #expect(state.apply(.key(.character("y"))) == [.ask(.change(.cancel, [job]), generation: 1)])
        _ = state.apply(
            .replied(
                .changed(.cancel, [JobChangeResult(job: job, sentence: "refused", isRefused: true)]), generation: 1))
        #expect(state.message == Message("refused", isError: true))
        #expect(state.messageLog.map(\.message.text) == ["refused"])
    }

    @Test(
        "what cannot be cancelled is said in words and asks nothing",
        arguments: [(6, "has ended"), (4, "asked to end already")])
    func nothingToCancel(row: Int, words: String) {
        var state = Samples.state(columns: 80, rows: 24)
        for _ in 0..<row { _ = state.apply(.key(.down)) }
        #expect(state.apply(.key(.character("s"))).isEmpty && state.overlay == nil)
        #expect(state.message?.text.contains(words) == true)
    }

    @Test("scrolling up pauses the log, G follows again, a new job begins by following")
    func follow() throws {
        var state = Samples.watching(columns: 80, rows: 24)
        let request = try #require(state.visible.log)
        #expect(request.anchor == .end)
        _ = state.apply(.logLoaded(Samples.window((100..<132).map { "\($0)" }, first: 100, total: 132), for: request))
        _ = state.apply(.key(.character("3")))
        _ = state.apply(.key(.up))
        #expect(!state.log.isFollowing && state.log.top?.place.line == 132 - 10 - 1)
        #expect(state.visible.log?.anchor == .around(Samples.place(132 - 10 - 1)))
        _ = state.apply(.key(.character("G")))
        #expect(state.log.isFollowing)
        _ = state.apply(.key(.up))
        _ = state.apply(.key(.character("1")))
        _ = state.apply(.key(.down))
        #expect(state.log.isFollowing && state.log.attempt == AttemptID(job: JobNumber(1045), number: 1))
    }

    @Test("ages move by the second while somebody is at the keys, by five afterwards; the clock alone by the minute")
    func clockPeriod() {
        let state = Samples.state(columns: 80, rows: 24)
        #expect(state.clockPeriod(untouchedFor: .zero) == 1)
        #expect(state.clockPeriod(untouchedFor: .milliseconds(59_999)) == 1)
        #expect(state.clockPeriod(untouchedFor: .seconds(60)) == 5)
        #expect(Samples.state(columns: 80, rows: 24, jobs: []).clockPeriod(untouchedFor: .zero) == 60)
    }

    @Test("ages are visible exactly while a job that has not ended is on the screen")
    func ages() {
        #expect(Samples.state(columns: 80, rows: 24).showsAge)
        let ended = Samples.fleet.filter { $0.status.isTerminal }
        #expect(!Samples.state(columns: 80, rows: 24, jobs: ended).showsAge)
        #expect(!Samples.state(columns: 80, rows: 24, jobs: []).showsAge)
        // From an hour on a time is told by the minute.
        var old = Samples.job(1, "old", .running)
        old.startedAt = Samples.now.addingTimeInterval(-3_601)
        #expect(!Samples.state(columns: 80, rows: 24, jobs: [old]).showsAge)
        old.unknownSince = Samples.now.addingTimeInterval(-5)
        #expect(Samples.state(columns: 80, rows: 24, jobs: [old]).showsAge)
        #expect(!Samples.state(columns: 20, rows: 5).showsAge)
    }

    @Test("pasted text presses no key")
    func paste() {
        let state = Samples.watching(columns: 80, rows: 24)
        var after = state
        #expect(after.apply(.pasted("sy\nq")).isEmpty)
        #expect(after == state)
    }
}
