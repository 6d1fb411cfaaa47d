/// Where a key binding works.
public enum KeyScope: String, CaseIterable, Sendable {
    /// Whatever is on the screen, dialogs included.
    case always
    /// Wherever there is something to move in.
    case everywhere
    /// The main screen, whichever pane has the focus.
    case panes
    /// Where a job is selected: its list, its log, its detail.
    case actions
    /// The job list.
    case jobs
    /// The hosts.
    case hosts
    /// The log.
    case logs
    /// The detail of a job.
    case detail
    /// The journal.
    case events
    /// A question that waits for an answer.
    case dialog
    /// A list that lies over the screen.
    case list
    /// A list that is only read.
    case reading
    /// The list of all keys.
    case help
    /// What a clean-up would remove.
    case cleanup
    /// The list of actions below what is being written.
    case palette
    /// The form that launches a job.
    case form
    /// The form of a host.
    case hostForm
    /// The containers of hosts' engines.
    case containers
    /// The groups.
    case groups
    /// The schedules.
    case schedules
    /// Who is told of ended jobs.
    case notifications
    /// The form that changes jobs that wait.
    case change
    /// A line of text that is being written.
    case field

    /// The heading in the help.
    public var title: String {
        switch self {
        case .always, .everywhere: "Everywhere"
        case .panes: "Panes"
        case .actions: "The selected or marked jobs"
        case .jobs: "In the job list"
        case .hosts: "In the hosts"
        case .logs: "In the log"
        case .detail: "In the detail"
        case .events: "In the events"
        case .dialog: "In a question"
        case .list: "In a list to choose from"
        case .reading: "In a list to read"
        case .help: "In the help"
        case .cleanup: "Before a clean-up"
        case .palette: "In the actions"
        case .containers: "In the containers"
        case .groups: "In the groups"
        case .schedules: "In the schedules"
        case .notifications: "In the notifications"
        case .form: "In the launch form"
        case .change: "In the form that changes jobs"
        case .hostForm: "In the form of a host"
        case .field: "While writing"
        }
    }
}
