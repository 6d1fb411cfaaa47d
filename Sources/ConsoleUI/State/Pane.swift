/// A part of the main screen that can have the focus.
public enum Pane: Int, CaseIterable, Sendable {
    /// The job list.
    case jobs = 1
    /// The hosts.
    case hosts
    /// The log of the selected job.
    case logs
    /// Everything about the selected job.
    case detail
    /// The audit journal.
    case events

    /// Its name in titles and tabs.
    public var title: String {
        switch self {
        case .jobs: "JOBS"
        case .hosts: "HOSTS"
        case .logs: "LOGS"
        case .detail: "DETAIL"
        case .events: "EVENTS"
        }
    }

    /// The scope of the keys that work in it.
    public var scope: KeyScope {
        switch self {
        case .jobs: .jobs
        case .hosts: .hosts
        case .logs: .logs
        case .detail: .detail
        case .events: .events
        }
    }

    /// Whether it is about the selected job, so that what is done to jobs can be done from there.
    var hasJob: Bool { self != .hosts && self != .events }
}
