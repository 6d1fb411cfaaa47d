/// What lies over the main screen.
public enum Overlay: Equatable, Sendable {
    /// All keys.
    case help(HelpOverlay)
    /// Every action by name.
    case palette(PaletteOverlay)
    /// The newest messages.
    case messages(MessagesOverlay)
    /// A question before something is done.
    case confirm(ConfirmOverlay)
    /// What became of a change to several jobs.
    case results(ResultsOverlay)
    /// The filter of the job list.
    case filter(FilterOverlay)
    /// A short list to choose from.
    case picker(PickerOverlay)
    /// What a clean-up would remove.
    case cleanup(CleanupOverlay)
    /// Everything about one host.
    case host(HostOverlay)
    /// The form of a host.
    case hostForm(HostForm)
    /// The form that launches a job.
    case launch(LaunchForm)
    /// Containers of hosts' engines.
    case containers(ContainersOverlay)

    /// The groups.
    case groups(GroupsOverlay)
    /// The schedules.
    case schedules(SchedulesOverlay)
    /// Who is told of ended jobs.
    case notifications(NotificationsOverlay)
    /// Changes of jobs that wait.
    case change(ChangeForm)

    /// What to search for in the log.
    case logSearch(LogSearchOverlay)
    /// Where in the log to begin.
    case logStart(LogStartOverlay)
    /// Where to save the log.
    case logSave(LogSaveOverlay)

    var content: any OverlayContent {
        switch self {
        case .help(let content): content
        case .palette(let content): content
        case .messages(let content): content
        case .confirm(let content): content
        case .results(let content): content
        case .filter(let content): content
        case .picker(let content): content
        case .cleanup(let content): content
        case .host(let content): content
        case .hostForm(let content): content
        case .logSearch(let content): content
        case .logStart(let content): content
        case .logSave(let content): content
        case .launch(let content): content
        case .containers(let content): content
        case .groups(let content): content
        case .schedules(let content): content
        case .notifications(let content): content
        case .change(let content): content
        }
    }
}
