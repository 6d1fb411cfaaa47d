/// A part of the screen that is read on its own.
public enum ConsolePart: CaseIterable, Hashable, Sendable {
    /// The job list.
    case jobs
    /// The log.
    case log
    /// The header's numbers.
    case summary
    /// The hosts.
    case hosts
    /// The detail of the selected job.
    case detail
    /// What the running jobs on the screen use.
    case usage
    /// The journal.
    case events
    /// Containers, ours or not.
    case containers
    /// One container.
    case container
    /// The groups.
    case groups
    /// The schedules.
    case schedules
    /// The newest runs of a schedule.
    case runs
    /// Who is told of ended jobs.
    case notifications
    /// Jobs whose end is to be told.
    case watched
}
