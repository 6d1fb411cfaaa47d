public import JobCore

/// Something that can be done to a job.
public enum JobChange: Hashable, Sendable {
    /// End it politely.
    case cancel
    /// End it at once.
    case kill
    /// Wait no longer for a host that cannot be asked.
    case giveUp
    /// Forget a job that has ended.
    case delete
    /// Submit the same again.
    case runAgain
    /// Keep it from running.
    case hold
    /// Let it run.
    case release
    /// Move its priority up or down by so much.
    case priority(Int)
    /// Change what it waits for and in which order, as `berth set` does.
    case set([QueueChange])

    /// The word for titles.
    var title: String {
        switch self {
        case .cancel: "Cancel"
        case .kill: "Kill"
        case .giveUp: "Give up"
        case .delete: "Delete"
        case .runAgain: "Run again"
        case .hold: "Hold"
        case .release: "Release"
        case .priority: "Priority"
        case .set: "Change"
        }
    }
}
