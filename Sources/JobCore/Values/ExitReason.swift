/// Why an attempt ended as it did.
public enum ExitReason: String, CaseIterable, Hashable, Sendable, Codable {
    /// The process ended by itself; the exit code says how.
    case appExit = "app_exit"
    /// Killed for its memory limit.
    case outOfMemory = "oom"
    /// Ended by its deadline.
    case timeout
    /// Ended by request.
    case cancelled
    /// The container could not be started.
    case startError = "start_error"
    /// The image could not be had.
    case imageError = "image_error"
    /// The container was removed by someone else.
    case containerRemoved = "container_removed"
    /// The engine was replaced while the job ran, and took the job with it.
    case engineRestart = "engine_restart"
    /// What happened cannot be proven.
    case lost
    /// Ended for the size of its log or disk.
    case quota
    /// The claim was given back before a container existed.
    case notStarted = "not_started"
    /// What it came after did not end as asked, so that it could never run.
    case dependency
    /// A fault of Berth's own.
    case `internal`
}
