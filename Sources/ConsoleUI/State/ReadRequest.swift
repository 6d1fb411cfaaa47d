public import JobCore

/// Something on the screen that has to be read and kept fresh. The runner compares, and reads what is new or may be old.
///
/// To add one: a case here with its part, what is answered in `ConsoleAction`, the reading in `ManagerSource`.
public enum ReadRequest: Equatable, Sendable {
    /// A part of the job list.
    case jobs(JobListRequest)
    /// The selected job alone, while the list is not on the screen.
    case job(JobNumber)
    /// A part of a log.
    case log(LogRequest)
    /// The header's numbers.
    case summary
    /// The hosts and what they hold.
    case hosts
    /// What is known about a job beside its row.
    case detail(JobDetailRequest)
    /// What these attempts used last.
    case usage([AttemptID])
    /// The newest lines of the journal.
    case events(EventsRequest)
    /// The containers of one host's engine, or of all.
    case containers(host: String?)
    /// One tab of a container.
    case container(ContainerDetailRequest)
    /// The groups.
    case groups
    /// The schedules.
    case schedules
    /// The newest runs of a schedule.
    case runs(schedule: String)
    /// Who is told of ended jobs.
    case notifications
    /// Jobs whose end is to be told.
    case watched([JobNumber])

    /// Which part of the screen it fills.
    public var part: ConsolePart {
        switch self {
        case .jobs, .job: .jobs
        case .log: .log
        case .summary: .summary
        case .hosts: .hosts
        case .detail: .detail
        case .usage: .usage
        case .events: .events
        case .containers: .containers
        case .container: .container
        case .watched: .watched
        case .groups: .groups
        case .schedules: .schedules
        case .runs: .runs
        case .notifications: .notifications
        }
    }
}
