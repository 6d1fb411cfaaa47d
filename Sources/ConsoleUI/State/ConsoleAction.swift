public import Foundation
public import JobCore

/// Everything that can happen to the console, as a value.
public enum ConsoleAction: Sendable {
    /// It is now this time; clocks on the wall are so many seconds ahead of UTC.
    case time(Date, secondsFromUTC: Int)
    /// A key was pressed.
    case key(Key)
    /// Text was pasted. There is no field to take it yet: it does nothing, and above all presses no key.
    case pasted(String)
    /// The terminal has another size.
    case resized(Size)
    /// Someone outside asks us to stop (SIGTSTP).
    case suspendRequested
    /// A part of the job list was read.
    case jobsLoaded(JobListPage, for: JobListRequest)
    /// A part of a log was read.
    case logLoaded(LogWindow, for: LogRequest)
    /// The header's numbers were read.
    case summaryLoaded(StoreSummary)
    /// The connection to the worker was made or lost.
    case workerPresence(Bool)
    /// Something could not be read; the sentence says why.
    case readFailed(ConsolePart, String)
    /// A request to cancel was stored (`nil`), or refused with a sentence.
    case cancelAnswered(JobNumber, refusal: String?, generation: Int)
}
