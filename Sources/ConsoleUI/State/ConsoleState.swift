public import Foundation
import JobCore

/// The whole console as a value: no clock, handle or closure. `apply` changes it, `frame` draws it.
public struct ConsoleState: Equatable, Sendable {
    /// How the console is set up; does not change while it runs.
    public let settings: ConsoleSettings
    /// The terminal's size.
    public private(set) var size: Size
    /// The time that was told last.
    public private(set) var now: Date
    /// How far clocks on the wall are ahead of UTC.
    public private(set) var secondsFromUTC: Int
    /// The job list.
    public internal(set) var jobs = JobListState()
    /// The log of the selected job.
    public internal(set) var log = LogViewState()
    /// The header's numbers; `nil` before the first answer.
    public private(set) var summary: StoreSummary?
    /// The pane that has the focus.
    public internal(set) var focus = Pane.jobs
    /// What lies over the main screen.
    public internal(set) var overlay: Overlay?
    /// A sentence at the foot.
    public internal(set) var message: Message?
    /// What cannot be read at present, with the reason.
    public private(set) var problems: [ConsolePart: String] = [:]
    /// Whether the connection to the worker was lost and not made again.
    public private(set) var workerIsGone = false
    /// Counts the questions to the world, so that an answer can be told from a late one.
    var generation = 0

    /// An empty console: nothing is loaded yet.
    public init(settings: ConsoleSettings, size: Size, now: Date, secondsFromUTC: Int = 0) {
        self.settings = settings
        self.size = size
        self.now = now
        self.secondsFromUTC = secondsFromUTC
    }

    /// Changes the console, and answers what has to be done outside of it.
    public mutating func apply(_ action: ConsoleAction) -> [ConsoleEffect] {
        var effects: [ConsoleEffect] = []
        switch action {
        case .time(let date, let offset):
            now = date
            secondsFromUTC = offset
        case .key(let key):
            effects = press(key)
        case .pasted:
            break
        case .resized(let size):
            self.size = size
        case .suspendRequested:
            effects = [.suspend]
        case .jobsLoaded(let page, let request):
            problems[.jobs] = nil
            jobs.load(page, for: request, visibleRows: visibleJobRows)
        case .logLoaded(let window, let request):
            problems[.log] = nil
            log.load(window, for: request, visibleRows: visibleLogRows)
        case .summaryLoaded(let summary):
            problems[.summary] = nil
            self.summary = summary
        case .workerPresence(let isPresent):
            workerIsGone = !isPresent
        case .readFailed(let part, let sentence):
            problems[part] = sentence
        case .cancelAnswered(let job, let refusal, let generation):
            guard generation == self.generation else { break }
            message = refusal.map { Message($0, isError: true) } ?? Message("Job \(job) is asked to end.")
        }
        settle()
        return effects
    }

    /// What is on the screen and has to be kept fresh.
    public var visible: Visible {
        Visible(jobs: jobs.request, log: log.request(visibleRows: visibleLogRows))
    }

    /// Whether something on the screen grows older by the second.
    public var showsAge: Bool {
        let rows = jobs.jobs.dropFirst(jobs.top).prefix(visibleJobRows)
        return visibleJobRows > 0 && rows.contains { !$0.status.isTerminal }
    }

    var layout: Layout { Layout(size: size, focus: focus) }
    var visibleJobRows: Int { layout.jobRows }
    var visibleLogRows: Int { layout.logRows }

    /// Brings the parts in line with each other after any change.
    private mutating func settle() {
        jobs.keepInView(visibleRows: visibleJobRows)
        log.show(jobs.selectedJob?.latestAttempt)
    }
}
