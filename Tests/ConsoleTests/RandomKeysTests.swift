import ConsoleUI
import Foundation
import JobCore
import Testing

@Suite("Random keys")
struct RandomKeysTests {
    @Test("F87 ten thousand random keys, sizes and answers never crash, and every frame has its size")
    func random() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SplitMix64(state: seed)
        var state = Samples.watching(columns: 120, rows: 40)
        var asked: [ConsoleRequest] = []
        let keys = KeyTable.standard.bindings.flatMap(\.keys) + [.function(1), .character("日"), .delete]
        for step in 0..<10_000 {
            var effects: [ConsoleEffect] = []
            switch Int.random(in: 0..<12, using: &generator) {
            case 0:
                let columns = Int.random(in: 0...160, using: &generator)
                let rows = Int.random(in: 0...50, using: &generator)
                _ = state.apply(.resized(Size(columns: columns, rows: rows)))
            case 1: answerReads(&state, &generator)
            case 2: effects = state.apply(.pasted("ab\nc\u{1B}[2J日e\u{301}"))
            case 4:
                let kinds: [MouseEvent.Kind] = [.press, .doublePress, .wheelUp, .wheelDown]
                let event = MouseEvent(
                    kinds.randomElement(using: &generator) ?? .press, column: .random(in: 0...170, using: &generator),
                    row: .random(in: 0...55, using: &generator))
                effects = state.apply(.mouse(event))
            case 3: if let request = asked.popLast() { _ = state.apply(reply(to: request, state, &generator)) }
            default: effects = state.apply(.key(keys.randomElement(using: &generator) ?? .escape))
            }
            for case .ask(let request, _) in effects { asked.append(request) }
            // A frame costs more than a key; every state is drawn sooner or later.
            guard step % 3 == 0 else { continue }
            #expect(state.frame().size == state.size, "seed \(seed)")
        }
    }

    private func answerReads(_ state: inout ConsoleState, _ generator: inout SplitMix64) {
        for request in state.visible.requests {
            switch request {
            case .jobs(let request):
                let count = Int.random(in: 0...Samples.fleet.count, using: &generator)
                var page = JobListPage(jobs: Samples.fleet.suffix(count), hasBefore: .random(using: &generator))
                if request.array != nil {
                    page = Samples.members
                } else if Bool.random(using: &generator) {
                    page.jobs.append(Samples.member)
                    page.arrays = Samples.foldedPage.arrays
                }
                _ = state.apply(.jobsLoaded(page, for: request))
            case .job: _ = state.apply(.jobLoaded(Samples.fleet[3]))
            case .log(let request):
                let first = Int64.random(in: 0...500, using: &generator)
                let window = Samples.window(
                    Samples.logTexts, first: first, missing: 5, attempt: request.sources[0].attempt)
                _ = state.apply(.logLoaded(window, for: request))
            case .summary: _ = state.apply(.summaryLoaded(Samples.summary))
            case .hosts:
                _ = state.apply(.hostsLoaded(Array(Samples.hosts.prefix(Int.random(in: 0...4, using: &generator)))))
            case .detail(let request): _ = state.apply(.detailLoaded(Samples.detail, for: request))
            case .usage(let attempts): _ = state.apply(.usageLoaded(Samples.usage(of: attempts)))
            case .events: _ = state.apply(.eventsLoaded(Samples.events))
            case .containers: _ = state.apply(.containersLoaded(Samples.containers))
            case .container(let request):
                _ = state.apply(.containerLoaded(Samples.containerDetail(request.tab), for: request))
            case .groups, .schedules, .runs, .notifications: state.answerQueue()
            case .watched(let numbers):
                _ = state.apply(.watchedLoaded(Samples.fleet.filter { numbers.contains($0.number) }))
            }
        }
    }

    private func reply(
        to request: ConsoleRequest, _ state: ConsoleState, _ generator: inout SplitMix64
    ) -> ConsoleAction {
        let reply: ConsoleReply
        switch request {
        case .change(let change, let jobs):
            reply = .changed(
                change,
                jobs.map { JobChangeResult(job: $0, sentence: "Job \($0).", isRefused: .random(using: &generator)) })
        case .find: reply = .found([JobNumber(1), JobNumber(1046)], isAll: .random(using: &generator))
        case .planCleanup:
            reply = .cleanupPlanned(
                CleanupPreview(containers: ["local": 1], orphans: 0, jobs: 20, logSize: .bytes(0), unreachable: [:]))
        case .form(let origin): reply = .form(RunRequest(words: ["app:2"]), origin)
        case .launch where Bool.random(using: &generator):
            reply = .launched(NewJobs(JobNumber(1050)), warning: Bool.random(using: &generator) ? "No worker." : nil)
        case .noteReveal(_, let field): reply = .revealed(field: field)
        case .launch: reply = .invalid(InvalidInput("--host", "There is no such host."))
        default: reply = .refused("No.")
        }
        return .replied(reply, generation: Int.random(in: 0...40, using: &generator))
    }
}
