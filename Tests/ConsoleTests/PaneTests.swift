import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Panes and overlays")
struct PaneTests {
    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    private func parts(_ state: ConsoleState) -> Set<ConsolePart> { Set(state.visible.requests.map(\.part)) }

    @Test("a pane that is not on the screen is not read")
    func visible() {
        var state = Samples.watching(columns: 120, rows: 40)
        #expect(parts(state) == [.summary, .jobs, .usage, .log, .hosts, .detail])
        _ = typed("5", in: &state)
        #expect(parts(state) == [.summary, .jobs, .usage, .log, .hosts, .events])
        _ = typed("3++", in: &state)
        // The hosts are read once in any case: which are in production has to be known.
        _ = state.apply(.hostsLoaded(Samples.hosts))
        // Of the list only the job that the log is about.
        #expect(parts(state) == [.summary, .jobs, .log])
        #expect(state.visible.requests.contains(.job(JobNumber(1046))) && state.visible.jobs == nil)
        _ = state.apply(.resized(Size(columns: 80, rows: 24)))
        _ = typed("_1", in: &state)
        #expect(parts(state) == [.summary, .jobs, .usage, .log])
        _ = state.apply(.resized(Size(columns: 30, rows: 5)))
        #expect(parts(state) == [.summary])
    }

    @Test("a job that ends while its log fills the screen is seen to end")
    func hiddenList() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("3++", in: &state)
        var job = Samples.fleet[3]
        job.status = .completed
        _ = state.apply(.jobLoaded(job))
        #expect(state.jobs.selectedJob?.status == .completed)
    }

    @Test("the tabs of the detail are read one at a time, and a late answer of another tab is dropped")
    func detailTabs() {
        var state = Samples.watching(columns: 120, rows: 40)
        let overview = JobDetailRequest(job: JobNumber(1046), tab: .overview)
        #expect(state.visible.requests.contains(.detail(overview)))
        _ = typed("[", in: &state)
        #expect(state.detail.tab == .events && state.focus == .detail)
        _ = state.apply(.detailLoaded(Samples.detail, for: overview))
        #expect(state.detail.loaded == nil)
        _ = typed("]]", in: &state)
        #expect(state.detail.tab == .environment)
    }

    @Test("S14 secret values are masked in every tab")
    func secrets() {
        var jobs = Samples.fleet
        jobs[3].spec.environment = [
            EnvironmentVariable(name: "TOKEN", value: "hunter2", isSecret: true),
            EnvironmentVariable(name: "MODE", value: "fast"),
        ]
        var state = Samples.state(columns: 120, rows: 40, jobs: jobs)
        _ = typed("jjj4", in: &state)
        for _ in DetailTab.allCases {
            _ = typed("]", in: &state)
            #expect(!state.frame().text.contains("hunter2"))
        }
        while state.detail.tab != .environment { _ = typed("]", in: &state) }
        #expect(state.frame().text.contains("TOKEN=(secret)") && state.frame().text.contains("MODE=fast"))
    }

    @Test("a host is taken out of service after a question, and brought back without one")
    func hosts() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = state.apply(.hostsLoaded(Samples.hosts))
        #expect(typed("2ay", in: &state) == [.ask(.activate(host: "local", false), generation: 1)])
        _ = typed("G", in: &state)
        #expect(typed("a", in: &state) == [.ask(.activate(host: "spare", true), generation: 2)])
        #expect(typed("c", in: &state) == [.ask(.check(host: "spare"), generation: 3)])
        // The selection belongs to the host.
        _ = state.apply(.hostsLoaded(Array(Samples.hosts.suffix(2))))
        #expect(state.hosts.selected?.host.name == "spare")
        #expect(state.showsAge)
    }

    @Test("from a line of the journal one goes to its job, also when it is not loaded")
    func eventToJob() {
        var state = Samples.watching(columns: 120, rows: 40)
        var far = Samples.events
        far[1].job = JobNumber(7)
        _ = state.apply(.eventsLoaded(far))
        _ = typed("5", in: &state)
        _ = state.apply(.key(.enter))
        #expect(state.focus == .detail && state.jobs.selection == JobNumber(1046))
        _ = typed("5j", in: &state)
        _ = state.apply(.key(.enter))
        let place = JobListRequest.Anchor.around(JobPage.Key(value: nil, number: JobNumber(7)))
        #expect(state.jobs.selection == JobNumber(7) && state.jobs.request.anchor == place)
        let page = JobListPage(jobs: [Samples.job(8, "b", .completed), Samples.job(7, "a", .completed)])
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(state.jobs.selectedJob?.number == JobNumber(7))
    }

    @Test("the palette finds every action by name, goes to its pane and does it")
    func palette() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed(":tgfol", in: &state)
        _ = state.apply(.key(.enter))
        #expect(state.overlay == nil && state.focus == .logs && !state.log.isFollowing)
        _ = typed(":cancel", in: &state)
        _ = state.apply(.key(.tab))
        #expect(state.frame().text.contains(": cancel job"))
        _ = state.apply(.key(.enter))
        #expect(state.frame().text.contains("Cancel job 1046"))
        for binding in KeyTable.standard.remappable {
            var state = Samples.watching(columns: 120, rows: 40)
            _ = typed(":" + binding.title, in: &state)
            #expect([.palette, .back].contains(binding) || state.frame().text.contains(": " + binding.title))
        }
    }

    @Test("the help is narrowed by what is typed")
    func help() {
        var state = Samples.watching(columns: 80, rows: 24)
        _ = typed("?/prior", in: &state)
        let text = state.frame().text
        #expect(text.contains("ten less priority") && !text.contains("choose the order"))
        _ = state.apply(.key(.escape))
        #expect(state.frame().text.contains("choose the order"))
        _ = typed("q", in: &state)
        #expect(state.overlay == nil)
    }

    @Test("a clean-up shows what would go, only that is removed, and a late preview of another choice is dropped")
    func cleanup() throws {
        var state = Samples.watching(columns: 80, rows: 24)
        #expect(typed("D", in: &state) == [.ask(.planCleanup(CleanupChoice()), generation: 1)])
        #expect(typed("y", in: &state).isEmpty)
        var choice = CleanupChoice()
        choice.removesLogs = true
        #expect(typed("l", in: &state) == [.ask(.planCleanup(choice), generation: 2)])
        let preview = CleanupPreview(
            containers: ["local": 3], orphans: 1, jobs: 2, logSize: .megabytes(5),
            unreachable: ["far": "It does not answer."])
        _ = state.apply(.replied(.cleanupPlanned(preview), generation: 1))
        #expect(state.frame().text.contains("Asking the hosts"))
        _ = state.apply(.replied(.cleanupPlanned(preview), generation: 2))
        let text = state.frame().text
        #expect(text.contains("3 containers on host 'local'") && text.contains("2 ended jobs lose their logs, 5 MB"))
        #expect(text.contains("Host 'far' cannot be asked"))
        #expect(typed("y", in: &state) == [.ask(.cleanUp(choice), generation: 3)])
        #expect(state.overlay == nil)
    }

    @Test("what was said is kept, the newest first")
    func messages() throws {
        var state = Samples.watching(columns: 80, rows: 24)
        _ = state.apply(.replied(.done("First."), generation: 1))
        _ = state.apply(.replied(.refused("Second."), generation: 2))
        _ = typed("M", in: &state)
        let text = state.frame().text
        let (first, second) = (try #require(text.range(of: "First.")), try #require(text.range(of: "Second.")))
        #expect(second.lowerBound < first.lowerBound)
    }

    @Test("a message that is longer than the screen is read whole among the messages, a path in it broken")
    func longMessage() {
        var state = Samples.watching(columns: 80, rows: 24)
        let path = "/" + String(repeating: "deep/", count: 30) + "docker.sock"
        _ = state.apply(.replied(.refused("Could not ask '\(path)': the reason stands last."), generation: 1))
        _ = typed("M", in: &state)
        let text = state.frame().text
        #expect(text.contains("the reason stands last."))
        #expect(text.contains("docker.sock'"))
    }

    @Test("a field is edited as one expects", arguments: ["データ", "e\u{301}ab", "👩‍👩‍👧"])
    func field(text: String) {
        var state = Samples.watching(columns: 80, rows: 24)
        _ = typed("/", in: &state)
        _ = state.apply(.pasted("one " + text))
        #expect(state.jobs.filter == "one " + text)
        _ = state.apply(.key(.control("w")))
        #expect(state.jobs.filter == "one ")
        for key in [Key.home, .character("x"), .delete, .end, .backspace, .left, .control("u")] {
            _ = state.apply(.key(key))
        }
        #expect(state.jobs.filter == "e")
    }
}
