extension KeyTable {
    /// The job list.
    static let jobKeys = [
        KeyBinding(.openJob, [.enter], .jobs, label: "open", help: "show the job in the detail"),
        KeyBinding(.openLogs, [.character("l")], .jobs, label: "log", help: "go to the log of the job"),
        KeyBinding(.inspect, [.character("i")], .jobs, help: "everything that was asked for, as JSON"),
        KeyBinding(.toggleFinished, [.character("a")], .jobs, label: "active/all", help: "active jobs only, or all"),
    ]

    /// What is done to jobs.
    static let actionKeys = [
        KeyBinding(.cancelJob, [.character("s")], .actions, label: "cancel", help: "cancel it (asks)")
    ]
}
