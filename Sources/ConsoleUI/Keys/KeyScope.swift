/// Where a key binding works.
public enum KeyScope: String, CaseIterable, Sendable {
    /// Whatever is on the screen, dialogs included.
    case always
    /// Wherever there is something to move in.
    case everywhere
    /// The main screen, whichever pane has the focus.
    case panes
    /// The job list.
    case jobs
    /// The log.
    case logs
    /// A question that waits for an answer.
    case dialog

    /// The heading in the help.
    public var title: String {
        switch self {
        case .always, .everywhere: "Everywhere"
        case .panes: "Jobs and panes"
        case .jobs: "In the job list"
        case .logs: "In the log"
        case .dialog: "In a question"
        }
    }
}
