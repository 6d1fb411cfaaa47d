public import JobCore

/// The answer to a `ConsoleRequest`.
public enum ConsoleReply: Equatable, Sendable {
    /// What became of a change, job by job.
    case changed(JobChange, [JobChangeResult])
    /// The jobs that a list shows; whether they are all of them.
    case found([JobNumber], isAll: Bool)
    /// What a clean-up would remove.
    case cleanupPlanned(CleanupPreview)
    /// There is such a file; whether to do it all the same has to be asked.
    case fileExists(path: String, ConsoleRequest)
    /// The file to show is there.
    case viewable(path: String, LogTool)
    /// It was done; the sentence says what.
    case done(String)
    /// It failed or was refused; the sentence says why.
    case refused(String)
    /// That a field of the form is shown stands in the journal.
    case revealed(field: String)
    /// A `docker run …` line as it was understood.
    case runLine(RunLine)
    /// What was written cannot be accepted; says which field.
    case invalid(InvalidInput)
    /// A job was taken. The sentence says what went wrong beside that, if anything.
    case launched(NewJobs, warning: String?)
    /// What a form is to be filled with.
    case form(RunRequest, FormOrigin)
    /// The templates that there are, without the values of variables.
    case templates(TemplateLibrary)
}
