import ConsoleUI
import JobCore
import Testing

@Suite("Containers, mouse and notices")
struct ContainersTests {
    private func asked(_ effects: [ConsoleEffect]) -> ConsoleRequest? {
        if case .ask(let request, _)? = effects.first { request } else { nil }
    }

    @Test("A shows containers that are not Berth's below the jobs, marked foreign; no key there changes them")
    func foreignRows() throws {
        var state = Samples.foreignRows(columns: 120, rows: 40)
        let place = try #require(state.jobs.selectedContainer).container
        #expect(place.name == "old" && state.jobs.selection == nil && state.frame().text.contains("□ foreign"))
        #expect(state.frame().text.contains("LOGS old") && state.frame().text.contains("evil ^[[2J end"))
        for key in ["s", "S", "d", "h", "<", ">", "r", " ", "!", "p", "u", "U"] as [Unicode.Scalar] {
            #expect(state.apply(.key(.character(key))).isEmpty && state.overlays.isEmpty)
            #expect(state.message?.text.hasPrefix("'old' is not Berth's") == true, "\(key)")
        }
        guard case .shell(.container(let target))? = state.apply(.key(.character("e"))).first else {
            return #expect(Bool(false), "e opens a shell")
        }
        #expect(asked(state.apply(.key(.character("R")))) == .form(.container(target)))
        #expect(state.apply(.key(.character("y"))) == [.copy(place.id.description)])
        // Filter and scope hold for them, too.
        for key in "/web" { _ = state.apply(.key(.character(key.unicodeScalars.first ?? " "))) }
        _ = state.apply(.key(.enter))
        #expect(state.jobs.foreign.map(\.container.name) == ["web"])
        _ = state.apply(.key(.escape))
        _ = state.apply(.key(.character("a")))
        #expect(!state.jobs.foreign.contains { $0.container.name == "old" })
        _ = state.apply(.key(.character("A")))
        #expect(state.jobs.foreign.isEmpty && !state.visible.requests.contains { $0.part == .containers })
    }

    @Test("the footer offers what can be done with a foreign container, and nothing else")
    func footer() {
        let text = Samples.foreignRows(columns: 200, rows: 40).frame().text
        let footer = text.split(separator: "\n", omittingEmptySubsequences: false)[39]
        for key in ["⏎ open", "l log", "i inspect", "R job like it", "e shell"] { #expect(footer.contains(key)) }
        for key in ["run again", "cancel", "hold", "delete", "mark"] { #expect(!footer.contains(key)) }
    }

    @Test("A says what it found where the list is too long to show it")
    func told() {
        var state = Samples.state(columns: 80, rows: 16)
        _ = state.apply(.key(.character("A")))
        var list = Samples.containers
        _ = state.apply(.containersLoaded(list))
        #expect(state.message == nil)
        list.waitingFor = []
        _ = state.apply(.containersLoaded(list))
        #expect(state.message?.text == "3 foreign containers stand below the jobs.")
        var room = Samples.state(columns: 120, rows: 60)
        _ = room.apply(.key(.character("A")))
        _ = room.apply(.containersLoaded(list))
        #expect(room.message == nil && room.frame().text.contains("□ foreign"))
    }

    @Test("a store without jobs shows what runs already, and goes on to when the first job comes")
    func firstScreen() throws {
        var state = Samples.foreignRows(columns: 80, rows: 24, jobs: [])
        #expect(state.frame().text.contains("No jobs yet. These containers are not Berth's"))
        #expect(state.jobs.selectedContainer?.container.name == "old")
        let page = JobListPage(jobs: [Samples.job(1, "first", .running)])
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(state.jobs.foreign.count == 3 && state.jobs.selectedContainer?.container.name == "old")
        #expect(!state.frame().text.contains("No jobs yet"))
        _ = state.apply(.key(.character("g")))
        #expect(state.jobs.selection == JobNumber(1))
    }

    @Test("foreign containers of all hosts have a list of their own, which says what host did not answer")
    func foreign() {
        let text = Samples.containerList(columns: 120, rows: 40).frame().text
        #expect(text.contains("Foreign containers") && text.contains("foreign, Up 3 hours") && text.contains("gpu-1"))
        #expect(!text.contains("berth-1046-1"))
        #expect(text.contains("host far: Could not list") && text.contains("No answer yet from slow"))
        #expect(text.contains("data-データ^[[2J"))
    }

    @Test("enter on a host opens all of its containers, ours first")
    func ofHost() throws {
        let state = Samples.containerList(columns: 120, rows: 40, host: true)
        let text = state.frame().text
        let lines = text.split(separator: "\n")
        let ours = try #require(lines.firstIndex { $0.contains("berth-1046-1") })
        let other = try #require(lines.firstIndex { $0.contains("nginx:1.27") })
        #expect(ours < other && text.contains("job 1046, Up 2 hours"))
        #expect(!text.contains("gpu-1  ") && state.visible.requests.contains(.containers(host: "local")))
    }

    @Test("what is read follows the selected container and its tab, and ends with the list")
    func tabs() {
        var state = Samples.containerList(columns: 120, rows: 40)
        #expect(state.frame().text.contains("evil ^[[2J end"))
        _ = state.apply(.key(.character("i")))
        #expect(state.frame().text.contains("Reading."))
        state.answerContainer()
        #expect(state.frame().text.contains("\"Id\" : \"abc\""))
        _ = state.apply(.key(.character("u")))
        state.answerContainer()
        #expect(state.frame().text.contains("12 MB of 64 MB") && state.frame().text.contains("25 % of a core"))
        let before = state.visible.requests
        _ = state.apply(.key(.down))
        #expect(state.visible.requests != before)
        _ = state.apply(.key(.escape))
        _ = state.apply(.key(.character("A")))
        #expect(!state.visible.requests.contains { $0.part == .containers || $0.part == .container })
    }

    @Test("no key changes a container that is not ours; e opens a shell, R a form like it")
    func readOnly() throws {
        var state = Samples.containerList(columns: 120, rows: 40)
        for key in ["s", "S", "d", "D", "h", "<", ">", "r"] as [Unicode.Scalar] {
            #expect(state.apply(.key(.character(key))).isEmpty && state.overlays.count == 1)
        }
        guard case .shell(.container(let place))? = state.apply(.key(.character("e"))).first else {
            return #expect(Bool(false), "e opens a shell")
        }
        #expect(place.host == "gpu-1" && place.name == "old")
        #expect(asked(state.apply(.key(.character("R")))) == .form(.container(place)))
        var reading = ConsoleSettings(storeName: "~/berth")
        reading.isReadOnly = true
        var looking = Samples.watching(columns: 120, rows: 40, settings: reading)
        #expect(looking.apply(.key(.character("e"))).isEmpty)
    }

    @Test("e on a job asks for a shell only while its container runs")
    func shell() {
        var state = Samples.watching(columns: 120, rows: 40)
        #expect(state.apply(.key(.character("e"))) == [.shell(.job(JobNumber(1046)))])
        for _ in 0..<3 { _ = state.apply(.key(.down)) }
        #expect(state.apply(.key(.character("e"))).isEmpty)
        #expect(state.message?.text.contains("a shell needs a container that runs") == true)
    }

    @Test("! watches a job, whose end is told once; what it says is harmless")
    func notices() throws {
        var state = Samples.watching(columns: 120, rows: 40)
        #expect(state.apply(.key(.character("!"))).isEmpty)
        #expect(state.visible.requests.contains(.watched([JobNumber(1046)])))
        let running = Samples.job(1046, "evil\u{1B}]0;x\u{07}", .running)
        #expect(state.apply(.watchedLoaded([running])).isEmpty)
        var ended = running
        ended.status = .failed
        guard case .notify(let notice)? = state.apply(.watchedLoaded([ended])).first else {
            return #expect(Bool(false), "it tells")
        }
        #expect(notice.text == "Job 1046 'evil^[]0;x^G' has ended: failed.")
        #expect(state.apply(.watchedLoaded([ended])).isEmpty)
        #expect(!state.visible.requests.contains { $0.part == .watched })
    }

    @Test("a press selects the row and the pane under it, a double press opens, the wheel moves what lies under it")
    func mouse() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = state.apply(.mouse(MouseEvent(.press, column: 10, row: 4)))
        #expect(state.jobs.selection == JobNumber(1048) && state.focus == .jobs)
        _ = state.apply(.mouse(MouseEvent(.press, column: 10, row: 30)))
        #expect(state.focus == .logs)
        _ = state.apply(.mouse(MouseEvent(.wheelDown, column: 10, row: 5)))
        #expect(state.focus == .logs && state.jobs.selection == JobNumber(1045))
        _ = state.apply(.mouse(MouseEvent(.doublePress, column: 10, row: 3)))
        #expect(state.jobs.selection == JobNumber(1049) && state.focus == .detail)
        #expect(state.apply(.key(.character("m"))) == [.captureMouse(false)])
        #expect(state.apply(.key(.character("m"))) == [.captureMouse(true)])
        // In the form, a press goes to the field under it.
        _ = state.apply(.key(.character("1")))
        _ = state.apply(.key(.character("n")))
        _ = state.apply(.mouse(MouseEvent(.press, column: 10, row: 4)))
        state.write("true")
        #expect(state.frame().text.contains("command          true"))
    }
}
