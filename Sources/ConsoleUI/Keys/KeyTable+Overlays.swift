extension KeyTable {
    /// Questions, lists and fields.
    static let overlayKeys = [
        KeyBinding(.yes, [.character("y")], .dialog, label: "yes", help: "yes"),
        KeyBinding(.no, [.character("n"), .escape], .dialog, label: "no", help: "no"),
        KeyBinding(.accept, [.enter], .dialog, label: "the marked answer", help: "the marked answer"),
        KeyBinding(.nextButton, [.tab, .backTab, .left, .right], .dialog, label: "other", help: "the other answer"),

        KeyBinding(.accept, [.enter], .list, label: "choose", help: "take the selected row"),
        KeyBinding(.mark, [.character(" ")], .list, label: "on/off", help: "switch the selected row on or off"),
        KeyBinding(.accept, [.enter], .reading, label: "close", help: "close it"),
        KeyBinding(.filter, [.character("/")], .help, label: "filter", help: "narrow the help"),

        KeyBinding(.yes, [.character("y")], .cleanup, label: "remove", help: "remove what is shown"),
        KeyBinding(.no, [.character("n"), .character("q"), .escape], .cleanup, label: "leave", help: "remove nothing"),
        KeyBinding(.cleanupAge, [.character("o")], .cleanup, label: "older", help: "how long ago it must have ended"),
        KeyBinding(.cleanupLogs, [.character("l")], .cleanup, label: "logs", help: "with logs or without"),
        KeyBinding(.cleanupHistory, [.character("h")], .cleanup, label: "history", help: "with history or without"),

        KeyBinding(.complete, [.tab], .palette, label: "complete", help: "complete the name"),
        KeyBinding(.moveDown, [.down], .palette, help: "down"),
        KeyBinding(.moveUp, [.up], .palette, help: "up"),
        KeyBinding(.pageDown, [.pageDown], .palette, help: "one page down"),
        KeyBinding(.pageUp, [.pageUp], .palette, help: "one page up"),

        KeyBinding(.openLogs, [.character("l")], .containers, label: "log", help: "the newest lines it wrote"),
        KeyBinding(.inspect, [.character("i")], .containers, label: "inspect", help: "the engine's JSON"),
        KeyBinding(.containerUsage, [.character("u")], .containers, label: "usage", help: "what it uses"),
        KeyBinding(.openShell, [.character("e")], .containers, label: "shell", help: "a shell in it"),
        KeyBinding(.runWithChanges, [.character("R")], .containers, label: "job like it", help: "a job like it"),
        KeyBinding(.nextTab, [.character("]")], .containers, help: "next tab"),
        KeyBinding(.previousTab, [.character("[")], .containers, help: "previous tab"),

        KeyBinding(.listJobs, [.enter], .groups, label: "jobs", help: "the jobs of the group"),
        KeyBinding(
            .pauseOrResume, [.character("h")], .groups, label: "pause/resume", help: "start none of its jobs, or go on"),
        KeyBinding(.editLimit, [.character("e")], .groups, label: "limit", help: "how many of its jobs run at once"),
        KeyBinding(.newGroup, [.character("n")], .groups, label: "new", help: "a new group"),
        KeyBinding(
            .removeEntry, [.character("d")], .groups, label: "remove", help: "forget a group without jobs (asks)"),

        KeyBinding(.listJobs, [.enter], .schedules, label: "runs", help: "the runs of the schedule"),
        KeyBinding(
            .pauseOrResume, [.character("h")], .schedules, label: "pause/resume", help: "submit nothing, or go on"),
        KeyBinding(.runNow, [.character("r")], .schedules, label: "run now", help: "run it at once, beside its times"),
        KeyBinding(
            .removeEntry, [.character("d")], .schedules, label: "remove", help: "remove it; its runs stay (asks)"),

        KeyBinding(
            .editSettings, [.character("e")], .notifications, label: "edit",
            help: "open the configuration in your editor"),

        KeyBinding(.launchJob, [.control("s")], .form, label: "launch", help: "launch the job"),
        KeyBinding(.nextField, [.tab, .down], .form, label: "next", help: "next field"),
        KeyBinding(.previousField, [.backTab, .up], .form, help: "previous field"),
        KeyBinding(.nextGroup, [.pageDown], .form, label: "next group", help: "next group of fields"),
        KeyBinding(.previousGroup, [.pageUp], .form, help: "previous group of fields"),
        KeyBinding(.clearForm, [.control("x")], .form, label: "clear", help: "empty all fields"),
        KeyBinding(.saveTemplate, [.control("t")], .form, label: "template", help: "keep it as a template"),
        KeyBinding(.revealField, [.control("r")], .form, help: "show what is hidden in the field, or hide it"),

        KeyBinding(.launchJob, [.control("s")], .change, label: "change", help: "change the jobs"),
        KeyBinding(.nextField, [.tab, .down], .change, label: "next", help: "next field"),
        KeyBinding(.previousField, [.backTab, .up], .change, help: "previous field"),
        KeyBinding(.clearForm, [.control("x")], .change, label: "as it was", help: "all fields as they were"),

        KeyBinding(.saveHost, [.control("s")], .hostForm, label: "save", help: "add or change the host"),
        KeyBinding(.nextField, [.tab, .down], .hostForm, label: "next", help: "next field"),
        KeyBinding(.previousField, [.backTab, .up], .hostForm, help: "previous field"),

        KeyBinding(.accept, [.enter], .field, label: "done", help: "take what was written"),
        KeyBinding(.back, [.escape], .field, label: "back", help: "leave it"),
        KeyBinding(.fieldLeft, [.left, .control("b")], .field, help: "one character left"),
        KeyBinding(.fieldRight, [.right, .control("f")], .field, help: "one character right"),
        KeyBinding(.fieldStart, [.home, .control("a")], .field, help: "to the beginning"),
        KeyBinding(.fieldEnd, [.end, .control("e")], .field, help: "to the end"),
        KeyBinding(.fieldErase, [.backspace], .field, help: "erase the character before"),
        KeyBinding(.fieldDelete, [.delete, .control("d")], .field, help: "erase the character here"),
        KeyBinding(.fieldEraseWord, [.control("w")], .field, help: "erase the word before"),
        KeyBinding(.fieldClear, [.control("u")], .field, help: "erase all before"),
    ]
}
