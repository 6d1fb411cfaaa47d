public import JobCore

/// What was read about groups, schedules and notifications; `nil` before the first answer.
public struct QueueState: Equatable, Sendable {
    /// The groups by name.
    public internal(set) var groups: [JobGroup]?
    /// The schedules by name.
    public internal(set) var schedules: [Schedule]?
    /// Who is told of ended jobs.
    public internal(set) var notifications: NotificationReport?
    private var runs: (schedule: String, jobs: [Job]) = ("", [])

    init() {}

    mutating func load(runs jobs: [Job], of schedule: String) { runs = (schedule, jobs) }

    /// The newest runs of a schedule; `nil` before they were read.
    func runs(of schedule: String) -> [Job]? { runs.schedule == schedule ? runs.jobs : nil }

    /// Compares everything.
    public static func == (one: QueueState, other: QueueState) -> Bool {
        one.groups == other.groups && one.schedules == other.schedules && one.notifications == other.notifications
            && one.runs == other.runs
    }
}
