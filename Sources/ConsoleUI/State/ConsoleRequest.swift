public import JobCore

/// A question or an order to the engine that is answered once, by a `ConsoleReply` with the same generation.
public enum ConsoleRequest: Equatable, Sendable {
    /// The same change to some jobs, each on its own.
    case change(JobChange, [JobNumber])
    /// The numbers of all jobs that a list shows.
    case find(JobListRequest)
    /// Whether a host takes new jobs.
    case activate(host: String, Bool)
    /// Add a host.
    case addHost(JobHost)
    /// Replace a host's settings.
    case changeHost(JobHost)
    /// Ask a host's engine how it is.
    case check(host: String)
    /// Change a group.
    case changeGroup(String, GroupChange)
    /// Change a schedule, or run it.
    case changeSchedule(String, ScheduleChange)
    /// Write to the journal that something hidden was shown.
    case noteReveal(JobNumber?, field: String)
    /// Find what a clean-up would remove.
    case planCleanup(CleanupChoice)
    /// Remove what was found last.
    case cleanUp(CleanupChoice)
    /// Write all bytes of a log to a file; one that is there is left alone unless `overwrites`.
    case saveLog([LogSource], path: String, overwrites: Bool)
    /// Make a file of a log for a program to show.
    case viewLog([LogSource], LogTool)
    /// Understand a `docker run …` line.
    case readRunLine(String)
    /// Launch a job.
    case launch(RunRequest)
    /// What a form is to be filled with.
    case form(FormOrigin)
    /// The templates that there are.
    case templates
    /// Keep a job as a template, which must be new.
    case saveTemplate(JobTemplate)
}
