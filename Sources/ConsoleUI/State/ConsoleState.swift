public import Foundation
public import JobCore

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
    /// The hosts.
    public internal(set) var hosts = HostListState()
    /// The detail of the selected job.
    public internal(set) var detail = DetailState()
    /// The journal.
    public internal(set) var events = EventListState()
    /// What the running jobs on the screen used last.
    public private(set) var usage: [AttemptID: UsageSample] = [:]
    /// How many attempts before the latest one are looked at.
    public internal(set) var attemptsBack = 0
    /// The header's numbers; `nil` before the first answer.
    public private(set) var summary: StoreSummary?
    /// The pane that has the focus, and its size.
    public internal(set) var panes = PaneFocus()
    /// What lies over the main screen, the one on top last.
    public internal(set) var overlays: [Overlay] = []
    /// A sentence at the foot, until the next key.
    public private(set) var message: Message?
    /// The newest sentences, the newest last.
    public private(set) var messageLog: [LoggedMessage] = []
    /// What cannot be read at present, with the reason.
    public private(set) var problems: [ConsolePart: String] = [:]
    /// Whether the connection to the worker was lost and not made again.
    public private(set) var workerIsGone = false
    /// Whether a worker is being started.
    public private(set) var isStartingWorker: Bool
    /// What was read about containers of hosts' engines.
    public internal(set) var containers = ContainersState()
    /// What was read about groups, schedules and notifications.
    public internal(set) var queue = QueueState()
    /// Jobs whose end is to be told.
    public internal(set) var watched: Set<JobNumber> = []
    /// Whether the mouse is the terminal's own, for selecting text.
    public internal(set) var isMouseReleased = false
    /// What was written in launch forms that were closed without launching.
    var drafts: [FormOrigin: LaunchForm] = [:]
    /// The templates that a form may name, as they were when it was opened; without the values of variables.
    var library = TemplateLibrary()
    /// Counts the questions to the world, so that an answer can be told from a late one.
    private(set) var generation = 0

    private static let messagesKept = 200

    /// An empty console: nothing is loaded yet.
    public init(settings: ConsoleSettings, size: Size, now: Date, secondsFromUTC: Int = 0) {
        self.settings = settings
        self.size = size
        self.now = now
        self.secondsFromUTC = secondsFromUTC
        isStartingWorker = settings.startsWorker
    }

    /// The overlay on top.
    public var overlay: Overlay? { overlays.last }
    /// The pane that has the focus.
    public var focus: Pane { panes.pane }

    /// Whether nothing is launched: no worker runs, and none is being started.
    var hasNoWorker: Bool {
        guard let summary, !isStartingWorker else { return false }
        return summary.worker == .none || workerIsGone
    }

    /// The attempt that log and detail show: the selected job's latest one unless an earlier one is looked at.
    public var shownAttempt: AttemptID? {
        jobs.selectedJob?.latestAttempt.map { AttemptID(job: $0.job, number: max(1, $0.number - attemptsBack)) }
    }

    /// Changes the console, and answers what has to be done outside of it.
    public mutating func apply(_ action: ConsoleAction) -> [ConsoleEffect] {
        let effects: [ConsoleEffect]
        switch action {
        case .time(let date, let offset):
            now = date
            secondsFromUTC = offset
            return []
        case .key(let key): effects = press(key)
        case .mouse(let event): effects = click(event)
        case .watchedLoaded(let jobs): effects = tellEnds(of: jobs)
        case .pasted(let text): effects = paste(text)
        case .suspendRequested: effects = [.suspend]
        case .replied(let reply, let generation): effects = take(reply, generation: generation)
        case .resized(let size):
            self.size = size
            effects = []
        case .workerPresence(let isPresent):
            workerIsGone = !isPresent
            effects = []
        case .told(let sentence, let isError):
            say(sentence, isError: isError)
            effects = []
        case .workerStartFailed:
            isStartingWorker = false
            effects = []
        case .workerStartOver:
            if isStartingWorker, summary != nil {
                say("The worker that was started has ended again: see worker.log in the store.", isError: true)
            }
            isStartingWorker = false
            effects = []
        case .clockJumped(let length):
            say("The machine slept for \(length.forPeople), or its clock was set: everything is read again.")
            effects = []
        case .readFailed(let part, let sentence):
            problems[part] = sentence
            effects = []
        default:
            load(action)
            effects = []
        }
        settle()
        return effects
    }

    /// Takes what was read.
    private mutating func load(_ action: ConsoleAction) {
        switch action {
        case .jobsLoaded(let page, let request):
            problems[.jobs] = nil
            jobs.load(page, for: request, visibleRows: visibleJobRows)
        case .jobLoaded(let job):
            problems[.jobs] = nil
            jobs.refresh(job)
        case .logLoaded(let window, let request):
            problems[.log] = nil
            take(window, for: request)
        case .summaryLoaded(let summary):
            problems[.summary] = nil
            self.summary = summary
            if summary.worker != .none { isStartingWorker = false }
        case .hostsLoaded(let rows):
            problems[.hosts] = nil
            hosts.load(rows)
        case .detailLoaded(let loaded, let request):
            problems[.detail] = nil
            detail.load(loaded, for: request)
        case .usageLoaded(let loaded):
            problems[.usage] = nil
            usage = loaded
        case .containersLoaded(let list):
            problems[.containers] = nil
            containers.list = list
        case .containerLoaded(let detail, let request):
            problems[.container] = nil
            containers.load(detail, for: request)
        case .eventsLoaded(let loaded):
            problems[.events] = nil
            events.load(loaded)
        case .groupsLoaded, .schedulesLoaded, .runsLoaded, .notificationsLoaded:
            for part in [ConsolePart.groups, .schedules, .runs, .notifications] { problems[part] = nil }
            loadQueue(action)
        default: break
        }
    }

    /// Brings the parts in line with each other after any change.
    private mutating func settle() {
        settleOverlays()
        showForeign()
        jobs.keepInView(visibleRows: visibleJobRows)
        if detail.job != jobs.selectedNumber { attemptsBack = 0 }
        log.show(logSources)
        detail.show(jobs.selectedNumber)
    }

    /// Puts a sentence at the foot, and into the message log.
    mutating func say(_ text: String, isError: Bool = false) {
        let message = Message(text, isError: isError)
        self.message = message
        messageLog.append(LoggedMessage(message: message, at: now))
        messageLog.removeFirst(max(0, messageLog.count - Self.messagesKept))
    }

    mutating func clearMessage() { message = nil }

    /// The effect that asks the engine. The answer comes with the generation that is the state's newest now.
    mutating func ask(_ request: ConsoleRequest) -> ConsoleEffect {
        generation += 1
        return .ask(request, generation: generation)
    }
}
