import ConsoleUI
import Foundation
import JobCore
import Testing

/// What the console says about jobs, and which keys it offers.
@Suite("Words and hints")
struct WordsTests {
    private func typed(_ text: String, in state: inout ConsoleState) -> [ConsoleEffect] {
        text.unicodeScalars.flatMap { state.apply(.key(.character($0))) }
    }

    private func footer(_ state: ConsoleState) -> Substring {
        state.frame().text.split(separator: "\n", omittingEmptySubsequences: false)[state.size.rows - 1]
    }

    /// The overview of one job, alone in the list and on the whole screen.
    private func overview(of job: Job, _ detail: JobDetail = JobDetail(), columns: Int = 100) -> String {
        var state = Samples.state(columns: columns, rows: 40, jobs: [job])
        _ = typed("4++", in: &state)
        for case .detail(let request) in state.visible.requests { _ = state.apply(.detailLoaded(detail, for: request)) }
        return state.frame().text
    }

    @Test("the footer offers what can be done: no cancel of what has ended, no deletion of what has not")
    func offers() {
        var state = Samples.state(columns: 160, rows: 40, jobs: [Samples.fleet[3], Samples.fleet[6]])
        #expect(footer(state).contains("s cancel") && !footer(state).contains("d delete"))
        _ = state.apply(.key(.down))
        #expect(!footer(state).contains("s cancel") && !footer(state).contains("h hold"))
        #expect(footer(state).contains("d delete"))
        // Marks may be of all kinds.
        _ = typed(" k ", in: &state)
        #expect(state.jobs.marks.count == 2 && footer(state).contains("s cancel"))
        #expect(!footer(Samples.folded(columns: 160, rows: 40)).contains("all jobs"))
        #expect(footer(Samples.unfolded(columns: 160, rows: 40)).contains("← all jobs"))
    }

    @Test("the footer offers nothing that only refuses: read-only, in an empty list, beside an empty list")
    func refusals() {
        var reading = ConsoleSettings(storeName: "~/berth")
        reading.isReadOnly = true
        let jobs = [Samples.fleet[6]]
        let looking = footer(Samples.state(columns: 200, rows: 40, jobs: jobs, settings: reading))
        for key in ["n new", "r run again", "d delete"] { #expect(!looking.contains(key)) }
        #expect(looking.contains("⏎ open") && looking.contains("l log"))
        let empty = footer(Samples.state(columns: 200, rows: 40, jobs: []))
        for key in ["open", "log", "mark", "run again", "cancel", "hold"] {
            #expect(!empty.contains(" \(key)"), "\(key)")
        }
        #expect(empty.contains("n new"))
        var beside = Samples.state(columns: 200, rows: 40)
        _ = typed("7", in: &beside)
        _ = beside.apply(.schedulesLoaded([]))
        #expect(!footer(beside).contains("remove") && !footer(beside).contains("run now"))
        _ = beside.apply(.key(.escape))
        _ = typed("6", in: &beside)
        _ = beside.apply(.groupsLoaded([]))
        #expect(!footer(beside).contains("remove") && footer(beside).contains("n new"))
        var picker = Samples.watching(columns: 120, rows: 40)
        _ = typed("3b", in: &picker)
        #expect(!footer(picker).contains("on/off") && footer(picker).contains("choose"))
    }

    @Test("a new job can be made wherever n means nothing else; among the actions it stands once")
    func newJobAnywhere() {
        for pane in ["1", "4", "5"] {
            var state = Samples.watching(columns: 120, rows: 40)
            _ = typed(pane + "n", in: &state)
            #expect(state.overlays.count == 1 && state.scopes.contains(.form), "\(pane)")
        }
        var palette = Samples.watching(columns: 120, rows: 40)
        _ = typed(":new job", in: &palette)
        #expect(palette.frame().text.components(separatedBy: "launch a new job").count == 2)
    }

    @Test("a clean-up that finds nothing does not offer to remove it")
    func emptyCleanup() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("D", in: &state)
        let nothing = CleanupPreview(containers: [:], orphans: 0, jobs: 0, logSize: .bytes(0), unreachable: [:])
        _ = state.apply(.replied(.cleanupPlanned(nothing), generation: 1))
        #expect(state.frame().text.contains("There is nothing to remove.") && !footer(state).contains("y remove"))
    }

    @Test("the help begins with the keys of where one is, and knows those of every overlay")
    func help() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("3?", in: &state)
        let lines = state.frame().text.split(separator: "\n")
        #expect(lines[2].contains("In the log"))
        var text = ""
        for _ in 0..<20 {
            text += state.frame().text
            _ = state.apply(.key(.pageDown))
        }
        let scopes = Set(KeyTable.standard.bindings.map(\.scope))
        for scope in scopes { #expect(text.contains(scope.title), "\(scope)") }
        #expect(text.contains("wait no longer for a host that cannot be asked (asks)"))
    }

    @Test("QUEUE-12 jobs of an array that somebody cancelled have not failed")
    func cancelledMembers() {
        var array = Samples.array
        array.counts = [.completed: 60, .cancelled: 40]
        let page = JobListPage(jobs: [Samples.member], arrays: [JobNumber(1_000): array])
        var state = Samples.state(columns: 200, rows: 40)
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(array.failures == 0 && state.frame().text.contains("all, 40 cancelled"))
        _ = state.apply(.key(.enter))
        let members = JobListPage(jobs: Samples.members.jobs, whole: array, hasAfter: true)
        _ = state.apply(.jobsLoaded(members, for: state.jobs.request))
        #expect(state.frame().text.contains("all ended, 40 cancelled"))
        _ = state.apply(.key(.escape))
        _ = state.apply(.jobsLoaded(page, for: state.jobs.request))
        #expect(!state.frame().text.contains("40 failed"))
        _ = typed("s", in: &state)
        #expect(state.overlays.isEmpty)
        #expect(state.message?.text == "All jobs of array 900 have ended: there is nothing to cancel.")
        array.counts = [.completed: 60, .cancelled: 10, .failed: 20, .timeout: 10]
        #expect(array.failures == 30)
    }

    @Test("attempts that never started are not counted against the policy, and are told apart")
    func unstarted() throws {
        var job = Samples.job(7, "pull", .retrying) {
            $0.attemptNumber = 5
            $0.attemptsUsed = 0
            $0.exitReason = .startError
            $0.lastError = "Could not pull image 'nosuch'."
            $0.retryAt = Samples.now.addingTimeInterval(4)
        }
        let attempts = (4...5).map { number in
            var attempt = Attempt(
                id: AttemptID(job: job.number, number: number), token: 1, host: "local", worker: nil,
                containerName: "berth-7-\(number)", claimedAt: Samples.now)
            attempt.isEnded = true
            return attempt
        }
        let text = overview(of: job, JobDetail(attempts: attempts))
        #expect(text.contains("ATTEMPTS (0 of 3, and 2 that did not start)"))
        #expect(text.contains("WHY THE LAST TRY FAILED") && !text.contains("WHY IT FAILED"))
        let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
        let wait = try #require(rows.firstIndex { $0.contains("WHY IT WAITS") })
        #expect(rows[wait - 1].allSatisfy { $0 == " " })
        #expect(Samples.state(columns: 200, rows: 20, jobs: [job]).frame().text.contains(" 0/3 "))
        job.status = .launching
        #expect(Samples.state(columns: 200, rows: 20, jobs: [job]).frame().text.contains(" 1/3 "))
    }

    @Test("a failure says why there is no other try where there could be one")
    func notAgain() {
        var job = Samples.job(7, "import", .failed) {
            $0.exitCode = 3
            $0.exitReason = .appExit
        }
        let sentence = "It is not tried again: --retry-on does not name exit code 3."
        #expect(overview(of: job).contains(sentence))
        job.attemptsUsed = 3
        #expect(!overview(of: job).contains(sentence))
        job.attemptsUsed = 1
        job.exitReason = .imageError
        #expect(!overview(of: job).contains(sentence))
    }

    @Test("what waits without a worker says that none runs and what starts one")
    func noWorker() {
        var state = Samples.state(columns: 100, rows: 40, jobs: [Samples.job(8, "ready", .queued)])
        _ = typed("4++", in: &state)
        #expect(state.frame().text.contains("It is ready and waits for its turn."))
        var summary = Samples.summary
        summary.worker = .none
        _ = state.apply(.summaryLoaded(summary))
        let text = state.frame().text
        #expect(text.contains("No worker runs. `berth` or `berth worker` starts one.") && !text.contains("its turn"))
        _ = state.apply(.summaryLoaded(Samples.summary))
        _ = state.apply(.workerPresence(false))
        #expect(state.frame().text.contains("No worker runs."))
    }

    @Test("a share of earlier jobs is rounded, and only all are all; a time is told once, by the clock on the wall")
    func numbers() {
        let job = Samples.job(7, "again", .completed)
        for (completed, count, percent) in [(2, 3, 67), (999, 1000, 99), (5, 5, 100)] {
            let history = JobHistory(count: count, completed: completed, meanDuration: nil)
            #expect(overview(of: job, JobDetail(history: history)).contains(", \(percent) % completed"))
        }
        let later = Samples.job(8, "later", .pending) {
            $0.notBefore = Samples.now.addingTimeInterval(600)
            $0.blockedReason = "scheduled for 2026-01-02T03:14:05.000Z"
        }
        let text = overview(of: later)
        #expect(text.contains("It is scheduled for 03:14:05, in 10 m") && !text.contains("2026-01-02T"))
    }

    @Test("a timeout is told once, and what waits is told in sentences")
    func sentences() {
        let late = Samples.job(7, "slow", .timeout) {
            $0.timeout = .seconds(2)
            $0.exitReason = .timeout
            $0.lastError = "Ended by its deadline of 2 s."
        }
        let text = overview(of: late)
        #expect(text.contains("It did not end within 2 s and was stopped.") && !text.contains("by its deadline"))
        let removed = Samples.job(6, "gone", .failed) {
            $0.exitReason = .containerRemoved
            $0.lastError = "The container was removed by someone else while the job ran."
        }
        let history = JobHistory(count: 2, completed: 1, meanDuration: .seconds(95))
        let narrow = overview(of: removed, JobDetail(history: history), columns: 48)
        #expect(narrow.contains("The container was removed by someone else") && !narrow.contains("Someone removed"))
        #expect(narrow.contains("mean 1 m 35 s"))
        let waiting = Samples.job(8, "far", .queued) { $0.blockedReason = "no host has region 'mars'" }
        #expect(overview(of: waiting).contains("  No host has region 'mars'."))
        let full = Samples.job(9, "near", .queued) { $0.blockedReason = "local: all 4 slots are taken" }
        #expect(overview(of: full).contains("  local: all 4 slots are taken."))
        let grouped = Samples.job(10, "frame", .queued) {
            $0.group = "render"
            $0.blockedReason = "group 'render' is full: 1 of 1 run"
        }
        let list = Samples.state(columns: 200, rows: 20, jobs: [grouped]).frame().text
        #expect(list.contains("group is full: 1 of 1 run"))
        #expect(overview(of: grouped).contains("Group 'render' is full: 1 of 1 run."))
    }

    @Test("exit codes in words are seen whole in the usual layout")
    func outcomes() {
        var state = Samples.state(
            columns: 120, rows: 36,
            jobs: [
                Samples.job(7, "unit-tests", .failed) {
                    $0.exitCode = 127
                    $0.exitReason = .startError
                }
            ])
        _ = state.apply(.hostsLoaded([Samples.hosts[0]]))
        #expect(state.frame().text.contains("exit 127: not found"))
    }

    @Test(
        "what a lost host says has room, however long it is lost",
        arguments: [(130, "2 m"), (9_000, "2 h"), (90_000, "1 d")])
    func lost(seconds: Double, age: String) {
        var row = Samples.hosts[2]
        row.host.condition?.state = .lost(
            since: Samples.now.addingTimeInterval(-seconds), retryAt: Samples.now.addingTimeInterval(53))
        var state = Samples.watching(columns: 120, rows: 36)
        _ = state.apply(.hostsLoaded([row]))
        #expect(state.frame().text.contains("lost \(age), retry in 53 s"))
    }

    @Test("a line that is cut says so; the journal's longer ones go on below")
    func cut() {
        var events = Samples.events
        events[0].detail = "on 'local': the only host that fits, of four that were asked"
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("5", in: &state)
        _ = state.apply(.eventsLoaded(events))
        let line = state.frame().text.split(separator: "\n").first { $0.contains("1046.1") }
        #expect(line?.contains("on 'local'") == true && line?.contains("…") == true)
        #expect(!state.frame().text.contains("by worker") && state.frame().text.contains("by ada@host"))
        let job = Samples.fleet[3]
        var detail = Samples.state(columns: 60, rows: 40, jobs: [job])
        _ = typed("4++[", in: &detail)
        for case .detail(let request) in detail.visible.requests {
            _ = detail.apply(.detailLoaded(JobDetail(events: events), for: request))
        }
        #expect(detail.frame().text.contains("fits, of four"))
    }

    @Test("panes that share a place are named in its title where there is room")
    func tabs() {
        #expect(Samples.watching(columns: 120, rows: 40).frame().text.contains(" 5 events ─"))
        // The number is a key, and looks like the keys at the foot.
        let frame = Samples.watching(columns: 120, rows: 40).frame()
        let tab = (0..<40).lazy.flatMap { frame.row($0).suffix(12) }.first { $0.scalar == "5" }
        let key = frame.row(39).first { $0.scalar == "n" }
        #expect(tab != nil && tab?.style == key?.style)
        // The facts about a log come first.
        #expect(Samples.watching(columns: 80, rows: 24).frame().text.contains(" 2 4 5 ─"))
        #expect(Samples.watching(columns: 40, rows: 10).frame().text.contains(" 2 3 4 5 ─"))
    }

    @Test("what was before midnight is told by the clock, not as a day ago")
    func midnight() {
        // Samples' time is 03:04:05.
        var summary = Samples.summary
        summary.worker = .running(since: Samples.now.addingTimeInterval(-4 * 3600))
        var state = Samples.watching(columns: 120, rows: 40)
        _ = state.apply(.summaryLoaded(summary))
        #expect(state.frame().text.contains("worker since 23:04"))
        summary.worker = .running(since: Samples.now.addingTimeInterval(-26 * 3600))
        _ = state.apply(.summaryLoaded(summary))
        #expect(state.frame().text.contains("worker since 1 d ago"))
        _ = typed("5", in: &state)
        var events = Samples.events
        events[1].at = Samples.now.addingTimeInterval(-4 * 3600)
        _ = state.apply(.eventsLoaded(events))
        #expect(state.frame().text.contains("23:04:05  1046"))
    }

    @Test("the selection stays on its group when another one comes above it, and on its row when it goes")
    func steadySelection() {
        var state = Samples.beside("6", columns: 120, rows: 40)
        let early = JobGroup(name: "alpha", counts: [:])
        _ = state.apply(.groupsLoaded([early] + Samples.groups))
        #expect(typed("h", in: &state) == [.ask(.changeGroup("build", .pause), generation: 1)])
        _ = state.apply(.groupsLoaded([early] + Samples.groups.dropFirst()))
        #expect(typed("h", in: &state) == [.ask(.changeGroup("gpu", .pause), generation: 2)])
        var schedules = Samples.beside("7", columns: 120, rows: 40)
        var first = Samples.schedules[1]
        first.name = "a-first-one"
        _ = schedules.apply(.schedulesLoaded([first] + Samples.schedules))
        #expect(typed("r", in: &schedules) == [.ask(.changeSchedule("nightly", .run), generation: 1)])
    }

    @Test("a screen that is too small says so in as many rows as it takes")
    func tooSmall() {
        let rows = Samples.watching(columns: 20, rows: 4).frame().text.split(separator: "\n")
        #expect(rows.joined(separator: " ").contains("Berth needs 40x10 cells; this is 20x4."))
        #expect(Samples.watching(columns: 1, rows: 1).frame().size == Size(columns: 1, rows: 1))
    }

    @Test("a form without an image shows where it goes in the command line")
    func withoutImage() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = typed("n", in: &state)
        #expect(state.frame().text.contains("berth run IMAGE"))
        // A hint that has no room beside its field is told below, and whole.
        for columns in [120, 80] {
            _ = state.apply(.resized(Size(columns: columns, rows: 24)))
            #expect(state.frame().text.contains("or paste a docker run line"))
        }
    }

    @Test("a host without containers has nothing below its list")
    func noContainers() {
        var state = Samples.watching(columns: 120, rows: 40)
        _ = state.apply(.hostsLoaded(Samples.hosts))
        _ = typed("2", in: &state)
        _ = state.apply(.key(.enter))
        #expect(state.frame().text.contains("Containers of host local"))
        #expect(!state.frame().text.contains("NOTHING") && !state.frame().text.contains("[log]"))
    }

    @Test("BASE-11 what a host's worker counted is told in words")
    func counts() {
        #expect(HostMetrics.text(of: ["imageNotFound": 2, "timeout": 1]) == "2 image not found, 1 timeout")
        #expect(HostMetrics.text(of: [:]) == "none")
        #expect(HostMetrics.text(ofSeconds: 0.00042) == "0.4 ms" && HostMetrics.text(ofSeconds: 0.25) == "250 ms")
        let memory = Utilisation(name: "memory", used: 0, total: nil)
        #expect(memory.amount(805_306_368) == "768 MB")
        #expect(Utilisation(name: "cores", used: 0, total: nil).amount(2.5) == "2.5")
    }
}
