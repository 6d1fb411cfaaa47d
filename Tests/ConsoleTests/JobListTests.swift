import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Job list: filter, order, marks, actions")
struct JobListTests {
    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    @Test("the filter narrows while one types; enter keeps it, esc brings back what was before")
    func filter() {
        var state = Samples.state(columns: 80, rows: 24)
        _ = typed("/tr", in: &state)
        #expect(state.jobs.request.filter == "tr" && state.jobs.page != nil)
        _ = state.apply(.pasted("ain\n"))
        #expect(state.jobs.request.filter == "train ")
        _ = state.apply(.key(.backspace))
        _ = state.apply(.key(.enter))
        #expect(state.overlay == nil && state.jobs.request.filter == "train")
        _ = typed("/x", in: &state)
        #expect(state.jobs.request.filter == "trainx")
        _ = state.apply(.key(.escape))
        #expect(state.jobs.request.filter == "train")
        _ = state.apply(.key(.escape))
        #expect(state.jobs.request.filter == "")
    }

    @Test("esc goes one step at a time: marks, filter, then the pane")
    func stepsBack() {
        var state = Samples.state(columns: 80, rows: 24)
        _ = typed("/tr", in: &state)
        _ = state.apply(.key(.enter))
        _ = typed(" +", in: &state)
        #expect(state.jobs.marks.count == 1 && state.panes.zoom == .full)
        _ = state.apply(.key(.escape))
        #expect(state.jobs.marks.isEmpty && state.jobs.filter == "tr")
        _ = state.apply(.key(.escape))
        #expect(state.jobs.filter == "" && state.panes.zoom == .full)
        _ = state.apply(.key(.escape))
        #expect(state.panes.zoom == .none)
    }

    @Test("the order is chosen from a list and can be turned round; paging goes on from the job's place in it")
    func order() throws {
        var state = Samples.state(columns: 80, rows: 24)
        _ = typed("ojj", in: &state)
        _ = state.apply(.key(.enter))
        #expect(state.jobs.request.order == .name && !state.jobs.request.isDescending)
        _ = typed("O", in: &state)
        #expect(state.jobs.request.isDescending)
        let jobs = (0..<200).map { Samples.job(Int64($0 + 1), "job-\(999 - $0)", .completed) }
        _ = state.apply(.jobsLoaded(JobListPage(jobs: jobs, hasAfter: true), for: state.jobs.request))
        for _ in 0..<170 { _ = state.apply(.key(.down)) }
        let expected = JobListRequest.Anchor.around(JobPage.Key(value: .text("job-829"), number: JobNumber(171)))
        #expect(state.jobs.request.anchor == expected)
    }

    @Test("columns can be left out")
    func columns() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("++", in: &state)
        #expect(state.frame().text.contains("HOST") && state.frame().text.contains("MEMORY"))
        _ = typed("C ", in: &state)
        _ = state.apply(.key(.escape))
        #expect(!state.frame().text.contains("HOST") && state.frame().text.contains("MEMORY"))
    }

    @Test("actions are about the marked jobs, and each one's result is shown, the refused ones first")
    func bulk() throws {
        var state = Samples.state(columns: 80, rows: 24)
        _ = typed("jj  s", in: &state)
        let marked = [JobNumber(1046), JobNumber(1047)]
        #expect(typed("y", in: &state) == [.ask(.change(.cancel, marked), generation: 1)])
        let results = [
            JobChangeResult(job: marked[0], sentence: "Job 1046 is asked to end."),
            JobChangeResult(job: marked[1], sentence: "Job 1047 has ended.", isRefused: true),
        ]
        _ = state.apply(.replied(.changed(.cancel, results), generation: 1))
        let text = state.frame().text
        let refused = try #require(text.range(of: "1047 has ended"))
        let done = try #require(text.range(of: "1046 is asked"))
        #expect(refused.lowerBound < done.lowerBound && state.jobs.marks == [marked[1]])
    }

    @Test("more than ten jobs are changed only after their number was typed, and No is what Enter means")
    func typedConfirmation() {
        var state = Samples.state(columns: 80, rows: 24)
        _ = typed("*", in: &state)
        #expect(state.jobs.marks.count == Samples.fleet.count)
        #expect(typed("dy", in: &state).isEmpty)
        #expect(state.apply(.key(.enter)).isEmpty && state.overlay != nil)
        _ = state.apply(.key(.backspace))
        _ = typed("11", in: &state)
        let effects = state.apply(.key(.enter))
        #expect(effects == [.ask(.change(.delete, Samples.fleet.map(\.number).sorted()), generation: 1)])
        var single = Samples.watching(columns: 80, rows: 24)
        _ = typed("S", in: &single)
        #expect(single.apply(.key(.enter)).isEmpty && single.overlay == nil)
    }

    @Test("marks reach beyond the loaded part")
    func markAll() {
        var state = Samples.state(columns: 80, rows: 24, jobs: [])
        let page = JobListPage(jobs: Samples.fleet, hasAfter: true)
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(typed("*", in: &state) == [.ask(.find(state.jobs.request), generation: 1)])
        _ = state.apply(.replied(.found((1...500).map { JobNumber($0) }, isAll: true), generation: 1))
        #expect(state.jobs.marks.count == 500 && state.message?.text == "500 jobs are marked.")
    }

    @Test("hold, release, priority and run again go without a question; what cannot be deleted names the way")
    func directActions() {
        var state = Samples.watching(columns: 80, rows: 24)
        let job = JobNumber(1046)
        #expect(typed("h", in: &state) == [.ask(.change(.hold, [job]), generation: 1)])
        #expect(typed("<", in: &state) == [.ask(.change(.priority(-10), [job]), generation: 2)])
        #expect(typed("r", in: &state) == [.ask(.change(.runAgain, [job]), generation: 3)])
        #expect(typed("d", in: &state).isEmpty && state.overlay == nil)
        #expect(state.message?.text.contains("s cancels it") == true)
        _ = typed("g", in: &state)
        #expect(typed("h", in: &state) == [.ask(.change(.release, [JobNumber(1049)]), generation: 4)])
    }

    @Test("a console that may only look says so at every key that would change something, and asks for nothing")
    func readOnly() {
        let settings = ConsoleSettings(storeName: "~/berth", isReadOnly: true)
        var state = Samples.watching(columns: 80, rows: 24, settings: settings)
        for key in ["r", "s", "S", "d", "D", "h", "<", ">"] as [Unicode.Scalar] {
            #expect(state.apply(.key(.character(key))).isEmpty && state.overlay == nil)
            #expect(state.message?.text.contains("Read-only") == true, "\(key)")
        }
        _ = state.apply(.hostsLoaded(Samples.hosts))
        #expect(typed("2a", in: &state).isEmpty && state.overlay == nil)
    }

    @Test("earlier attempts are looked at one by one; another job begins at its latest")
    func earlierAttempts() {
        var jobs = Samples.fleet
        jobs[3].attemptNumber = 3
        var state = Samples.state(columns: 80, rows: 24, jobs: jobs)
        _ = typed("jjjpp", in: &state)
        #expect(state.log.attempt == AttemptID(job: JobNumber(1046), number: 1))
        _ = typed("p", in: &state)
        #expect(state.log.attempt == AttemptID(job: JobNumber(1046), number: 3))
        _ = typed("pjk", in: &state)
        #expect(state.log.attempt == AttemptID(job: JobNumber(1046), number: 3))
    }

    @Test("the numbers of the jobs go to the clipboard, and nothing else")
    func copy() {
        var state = Samples.state(columns: 80, rows: 24)
        #expect(typed("y", in: &state) == [.copy("1049")])
        #expect(typed("  y", in: &state) == [.copy("1048 1049")])
    }
}
