extension KeyTable {
    /// The job list.
    static let jobKeys = [
        KeyBinding(.newJob, [.character("n")], .jobs, label: "new", help: "launch a new job"),
        KeyBinding(.openJob, [.enter], .jobs, label: "open", help: "show the job in the detail; of an array, its jobs"),
        KeyBinding(.unfoldArray, [.right], .jobs, help: "the jobs of an array"),
        KeyBinding(
            .foldArray, [.left], .jobs, label: "all jobs",
            help: "back from them, or from a group's or a schedule's jobs"),
        KeyBinding(.openLogs, [.character("l")], .jobs, label: "log", help: "go to the log of the job"),
        KeyBinding(.filter, [.character("/")], .jobs, label: "filter", help: "filter by name, as you type"),
        KeyBinding(.toggleFinished, [.character("a")], .jobs, label: "active/all", help: "active jobs only, or all"),
        KeyBinding(
            .inspect, [.character("i")], .jobs, label: "inspect", help: "everything that was asked for, as JSON"),
        KeyBinding(.mark, [.character(" ")], .jobs, label: "mark", help: "mark the job, for actions on several"),
        KeyBinding(.markAll, [.character("*")], .jobs, help: "mark all jobs of the list, or none"),
        KeyBinding(.foreignContainers, [.character("A")], .jobs, help: "foreign containers below the jobs, or not"),
        KeyBinding(.sort, [.character("o")], .jobs, label: "sort", help: "choose the order"),
        KeyBinding(.reverseOrder, [.character("O")], .jobs, help: "the order the other way round"),
        KeyBinding(.columns, [.character("C")], .jobs, help: "choose the columns"),
        KeyBinding(.copyNumber, [.character("y")], .jobs, help: "copy the number of the job"),
    ]

    /// What is done to jobs.
    static let actionKeys = [
        KeyBinding(.runAgain, [.character("r")], .actions, label: "run again", help: "submit the same as a new job"),
        KeyBinding(
            .runWithChanges, [.character("R")], .actions, label: "job like it", help: "run it again, with changes"),
        KeyBinding(.cancelJob, [.character("s")], .actions, label: "cancel", help: "cancel (asks)"),
        KeyBinding(.killJob, [.character("S")], .actions, help: "kill at once (asks)"),
        KeyBinding(
            .giveUp, [.character("U")], .actions, help: "wait no longer for a host that cannot be asked (asks)"),
        KeyBinding(.holdOrRelease, [.character("h")], .actions, label: "hold", help: "hold what waits, or release it"),
        KeyBinding(.lowerPriority, [.character("<")], .actions, help: "ten less priority: runs later"),
        KeyBinding(.raisePriority, [.character(">")], .actions, help: "ten more priority: runs earlier"),
        KeyBinding(
            .changeJobs, [.character("u")], .actions, help: "change what waits: priority, group, time, what it is after"
        ),
        KeyBinding(
            .deleteJob, [.character("d")], .actions, label: "delete",
            help: "delete what has ended, with its logs (asks)"),
        KeyBinding(.cleanUp, [.character("D")], .actions, help: "clean up what ended jobs leave (shows it first)"),
        KeyBinding(.openShell, [.character("e")], .actions, label: "shell", help: "a shell in its container"),
        KeyBinding(.notifyAtEnd, [.character("!")], .actions, help: "tell when it ends, or not"),
        KeyBinding(.earlierAttempt, [.character("p")], .actions, help: "log of the attempt before, then the latest"),
    ]
}
