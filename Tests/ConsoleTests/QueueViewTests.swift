import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Arrays, groups, schedules, notifications")
struct QueueViewTests {
    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    @Test("QUEUE-12 an array is one row with its counts", arguments: [(120, 40), (80, 24), (40, 10)])
    func foldedArray(columns: Int, rows: Int) throws {
        try expectGolden(Samples.folded(columns: columns, rows: rows), "array-\(columns)x\(rows)")
    }

    @Test("QUEUE-12 enter shows an array's jobs, its first one first; esc and left lead back to its row")
    func unfolding() throws {
        var state = Samples.unfolded(columns: 120, rows: 40)
        #expect(state.jobs.request.subset == .array(JobNumber(900)) && !state.jobs.request.foldsArrays)
        #expect(!state.jobs.request.isDescending && state.jobs.selection == JobNumber(901))
        try expectGolden(state, "array-jobs-120x40")
        for key in [Key.escape, .left] {
            var back = state
            _ = back.apply(.key(key))
            #expect(back.jobs.request.subset == nil && back.jobs.request.foldsArrays)
            _ = back.apply(.jobsLoaded(Samples.foldedPage, for: back.jobs.request))
            #expect(back.jobs.selectedArray == Samples.array && back.jobs.selection == nil)
        }
        // Right goes in again, and a filter within it is taken away first.
        _ = typed("/0.1", in: &state)
        _ = state.apply(.key(.enter))
        _ = state.apply(.key(.escape))
        #expect(state.jobs.request.filter == "" && state.jobs.request.array == JobNumber(900))
    }

    @Test("QUEUE-12 what is done to an array is done to its jobs, and many have to be confirmed by their number")
    func actions() {
        var state = Samples.folded(columns: 100, rows: 30)
        _ = typed("s", in: &state)
        let text = state.frame().text
        #expect(text.contains("Cancel array 900 'train-{lr}', 100 jobs?") && text.contains("Type 100 to go on:"))
        _ = typed("100", in: &state)
        #expect(
            state.apply(.key(.enter)) == [
                .ask(.change(.cancel, [JobNumber(900)]), generation: 1)
            ])
        // Marks are kept by the array's number.
        _ = typed(" ", in: &state)
        #expect(state.jobs.marks == [JobNumber(900)])
        _ = typed("h", in: &state)
        #expect(state.frame().text.contains("Hold array 900"))
        _ = state.apply(.key(.escape))
        #expect(typed("y", in: &state) == [.copy("900")])
    }

    @Test("a line of the journal about an array's job leads to that job")
    func sought() {
        var state = Samples.state(columns: 120, rows: 40)
        let event = JobEvent(
            sequence: 1, at: Samples.now, job: JobNumber(903), attempt: nil, kind: "completed", detail: nil,
            actor: "worker")
        _ = state.apply(.eventsLoaded([event]))
        _ = typed("5", in: &state)
        _ = state.apply(.key(.enter))
        _ = state.apply(.jobsLoaded(Samples.foldedPage, for: state.jobs.request))
        #expect(state.jobs.request.array == JobNumber(900))
        _ = state.apply(.jobsLoaded(Samples.members, for: state.jobs.request))
        #expect(state.jobs.selectedJob?.number == JobNumber(903))
        _ = typed("1", in: &state)
        _ = state.apply(.key(.left))
        _ = state.apply(.jobsLoaded(Samples.foldedPage, for: state.jobs.request))
        #expect(state.jobs.selectedArray?.number == JobNumber(900))
    }

    @Test("an array that was launched is selected as one row")
    func launched() {
        var state = Samples.state(columns: 120, rows: 40)
        _ = typed("n", in: &state)
        _ = state.apply(.replied(.launched(NewJobs(Samples.array), warning: nil), generation: 1))
        #expect(state.message?.text == "Array 900 was taken: 100 jobs.")
        _ = state.apply(.jobsLoaded(Samples.foldedPage, for: state.jobs.request))
        #expect(state.jobs.selectedArray == Samples.array)
    }

    @Test("QUEUE-10 what a job waits for is named with where it stands")
    func waits() {
        var job = Samples.job(12, "behind", .pending) {
            $0.openDependencies = 2
            $0.blockedReason = "after jobs 10 and 11"
        }
        job.group = "gpu"
        var state = Samples.state(columns: 120, rows: 40, jobs: [job])
        let prerequisites: [(Int64, DependencyCondition, JobStatus?)] = [
            (10, .ok, .running), (11, .any, .queued), (9, .ok, nil),
        ]
        for case .detail(let request) in state.visible.requests {
            let states = prerequisites.map { number, condition, status in
                PrerequisiteState(
                    dependency: JobDependency(
                        predecessor: JobNumber(number), condition: condition, isOpen: status != nil), status: status)
            }
            _ = state.apply(.detailLoaded(JobDetail(prerequisites: states, dependents: [JobNumber(13)]), for: request))
        }
        let text = state.frame().text
        #expect(
            text.contains("It waits for 10 (running) to complete.") && text.contains("It waits for 11 (queued) to end.")
        )
        #expect(text.contains("10 (running), 11:any (queued)"))
        #expect(text.contains("before     13") && text.contains("group      gpu"))
    }

    @Test("QUEUE-11 the groups", arguments: [(120, 40), (80, 24), (40, 10)])
    func groups(columns: Int, rows: Int) throws {
        try expectGolden(Samples.beside("6", columns: columns, rows: rows), "groups-\(columns)x\(rows)")
    }

    @Test("QUEUE-11 a group is paused, limited, made, removed and its jobs are listed")
    func groupKeys() {
        var state = Samples.beside("6", columns: 80, rows: 24)
        _ = state.apply(.key(.down))
        #expect(typed("h", in: &state) == [.ask(.changeGroup("gpu", .pause), generation: 1)])
        _ = state.apply(.key(.down))
        #expect(typed("h", in: &state) == [.ask(.changeGroup("slow", .resume), generation: 2)])
        _ = typed("e", in: &state)
        _ = state.apply(.key(.backspace))
        _ = typed("x", in: &state)
        #expect(state.apply(.key(.enter)).isEmpty && state.frame().text.contains("'x' is not a number."))
        _ = state.apply(.key(.backspace))
        _ = typed("4", in: &state)
        #expect(state.apply(.key(.enter)) == [.ask(.changeGroup("slow", .limit(4)), generation: 3)])
        _ = typed("nnight 3", in: &state)
        #expect(state.apply(.key(.enter)) == [.ask(.changeGroup("night", .limit(3)), generation: 4)])
        _ = typed("d", in: &state)
        #expect(typed("y", in: &state) == [.ask(.changeGroup("slow", .remove), generation: 5)])
        _ = state.apply(.key(.enter))
        #expect(state.overlay == nil && state.jobs.request.subset == .group("slow"))
    }

    @Test("QUEUE-13 the schedules", arguments: [(120, 40), (80, 24), (40, 10)])
    func schedules(columns: Int, rows: Int) throws {
        try expectGolden(Samples.beside("7", columns: columns, rows: rows), "schedules-\(columns)x\(rows)")
    }

    @Test("CMD-10 QUEUE-13 a schedule names the template that it takes, and says when that is gone")
    func scheduleOfTemplate() {
        var state = Samples.beside("7", columns: 80, rows: 24)
        var schedule = Samples.schedules[0]
        var request = RunRequest()
        request[.template] = ["nightly"]
        schedule.source = ScheduledRequest(
            request: request,
            surroundings: RunSurroundings(
                defaults: JobDefaults(), safety: SafetyPolicy(), workingDirectory: "/", home: "/"))
        _ = state.apply(.schedulesLoaded([schedule]))
        #expect(state.frame().text.contains("berth run --template nightly"))
        schedule.problem = "--template: There is no template 'nightly'."
        _ = state.apply(.schedulesLoaded([schedule]))
        #expect(state.frame().text.contains("problem    --template: There is no template 'nightly'."))
    }

    @Test("QUEUE-13 a schedule is run, paused, resumed, removed and its runs are listed")
    func scheduleKeys() {
        var state = Samples.beside("7", columns: 80, rows: 24)
        #expect(typed("r", in: &state) == [.ask(.changeSchedule("nightly", .run), generation: 1)])
        #expect(typed("h", in: &state) == [.ask(.changeSchedule("nightly", .pause), generation: 2)])
        _ = state.apply(.key(.down))
        #expect(typed("h", in: &state) == [.ask(.changeSchedule("sync", .resume), generation: 3)])
        _ = typed("d", in: &state)
        #expect(typed("y", in: &state) == [.ask(.changeSchedule("sync", .remove), generation: 4)])
        _ = state.apply(.key(.enter))
        #expect(state.overlay == nil && state.jobs.request.subset == .schedule("sync"))
    }

    @Test("who is told of ended jobs, and what failed; nothing secret is shown", arguments: [(120, 40), (80, 24)])
    func notifications(columns: Int, rows: Int) throws {
        var state = Samples.beside("8", columns: columns, rows: rows)
        try expectGolden(state, "notifications-\(columns)x\(rows)")
        let text = state.frame().text
        #expect(!text.contains("secret-path") && !text.contains("hunter2") && !text.contains("\u{1B}"))
        #expect(typed("e", in: &state) == [.editSettings])
    }

    @Test("QUEUE-08 u changes what waits; what was left as it is stays", arguments: [(120, 40), (80, 24), (40, 10)])
    func change(columns: Int, rows: Int) throws {
        var state = Samples.state(columns: columns, rows: rows)
        _ = typed("u", in: &state)
        state.answerQueue()
        _ = state.apply(.key(.tab))
        _ = typed("gp", in: &state)
        try expectGolden(state, "change-\(columns)x\(rows)")
        _ = state.apply(.key(.right))
        for _ in 0..<3 { _ = state.apply(.key(.tab)) }
        _ = typed("1048:any 12", in: &state)
        let after = [
            Prerequisite(.number(JobNumber(1048)), .any), Prerequisite(.number(JobNumber(12))),
        ]
        #expect(
            state.apply(.key(.control("s"))) == [
                .ask(.change(.set([.group("gpu"), .after(after)]), [JobNumber(1049)]), generation: 1)
            ])
    }

    @Test("QUEUE-08 what cannot be is said in the form, and nothing is asked for")
    func refusedChange() {
        var state = Samples.state(columns: 100, rows: 30)
        _ = typed("u", in: &state)
        _ = state.apply(.key(.control("u")))
        _ = typed("700", in: &state)
        #expect(state.apply(.key(.control("s"))).isEmpty)
        #expect(state.frame().text.contains("'700' is not a priority. Give 0 to 100."))
        _ = state.apply(.key(.escape))
        // What runs cannot be changed any more.
        for _ in 0..<3 { _ = state.apply(.key(.down)) }
        _ = typed("u", in: &state)
        #expect(state.overlay == nil && state.message?.text.contains("only what waits can be changed") == true)
    }

    @Test("a console that may only look changes no group and no schedule")
    func readOnly() {
        var settings = ConsoleSettings(storeName: "~/berth")
        settings.isReadOnly = true
        var state = Samples.state(columns: 80, rows: 24, settings: settings)
        _ = typed("6", in: &state)
        state.answerQueue()
        for key in ["h", "e", "n", "d"] { #expect(typed(key, in: &state).isEmpty && state.overlays.count == 1) }
        #expect(state.message?.text == "Read-only: this console may only look.")
        _ = state.apply(.key(.escape))
        _ = typed("7", in: &state)
        state.answerQueue()
        for key in ["h", "r", "d"] { #expect(typed(key, in: &state).isEmpty && state.overlays.count == 1) }
    }
}
