public import Foundation
public import JobCore

/// Everything that can happen to the console, as a value.
public enum ConsoleAction: Sendable {
    /// It is now this time; clocks on the wall are so many seconds ahead of UTC.
    case time(Date, secondsFromUTC: Int)
    /// A key was pressed.
    case key(Key)
    /// Text was pasted. Without a field to take it, it does nothing, and above all it presses no key.
    case pasted(String)
    /// The terminal has another size.
    case resized(Size)
    /// Someone outside asks us to stop (SIGTSTP).
    case suspendRequested
    /// A part of the job list was read.
    case jobsLoaded(JobListPage, for: JobListRequest)
    /// The selected job was read, while the list is not on the screen.
    case jobLoaded(Job)
    /// A part of a log was read.
    case logLoaded(LogWindow, for: LogRequest)
    /// The header's numbers were read.
    case summaryLoaded(StoreSummary)
    /// The hosts were read.
    case hostsLoaded([HostRow])
    /// What is known about a job was read.
    case detailLoaded(JobDetail, for: JobDetailRequest)
    /// What attempts used last was read.
    case usageLoaded([AttemptID: UsageSample])
    /// The newest lines of the journal were read, newest first.
    case eventsLoaded([JobEvent])
    /// The containers of hosts' engines were read.
    case containersLoaded(ContainerList)
    /// One tab of a container was read.
    case containerLoaded(ContainerDetail, for: ContainerDetailRequest)
    /// The groups were read.
    case groupsLoaded([JobGroup])
    /// The schedules were read, secret values empty.
    case schedulesLoaded([Schedule])
    /// The newest runs of a schedule were read, newest first.
    case runsLoaded([Job], schedule: String)
    /// Who is told of ended jobs was read.
    case notificationsLoaded(NotificationReport)
    /// Jobs whose end is to be told were read.
    case watchedLoaded([Job])
    /// The mouse was used.
    case mouse(MouseEvent)
    /// The connection to the worker was made or lost.
    case workerPresence(Bool)
    /// Something could not be read; the sentence says why.
    case readFailed(ConsolePart, String)
    /// The answer to the question of this generation.
    case replied(ConsoleReply, generation: Int)
    /// Something happened outside that has to be said.
    case told(String, isError: Bool)
    /// No worker could be started; why, was told.
    case workerStartFailed
    /// A worker was started a while ago: it is seen by now, or has ended again.
    case workerStartOver
    /// The clock jumped by so much: the machine slept, or its clock was set.
    case clockJumped(Duration)
}
