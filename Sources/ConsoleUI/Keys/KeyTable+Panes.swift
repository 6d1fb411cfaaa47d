extension KeyTable {
    /// The detail of a job.
    static let detailKeys = [
        KeyBinding(.newJob, [.character("n")], .detail, help: "launch a new job"),
        KeyBinding(.previousTab, [.character("[")], .panes, help: "previous tab of the detail"),
        KeyBinding(.nextTab, [.character("]")], .panes, help: "next tab of the detail"),
    ]

    /// The journal.
    static let eventKeys = [
        KeyBinding(.openEvent, [.enter], .events, label: "job", help: "go to the job of the line"),
        KeyBinding(.newJob, [.character("n")], .events, help: "launch a new job"),
    ]

    /// The main screen.
    static let paneKeys = [
        KeyBinding(.nextPane, [.tab], .panes, label: "pane", help: "next pane"),
        KeyBinding(.previousPane, [.backTab], .panes, help: "previous pane"),
        KeyBinding(.showJobs, [.character("1")], .panes, help: "the job list"),
        KeyBinding(.showHosts, [.character("2")], .panes, help: "the hosts"),
        KeyBinding(.showLogs, [.character("3")], .panes, help: "the log"),
        KeyBinding(.showDetail, [.character("4")], .panes, help: "the detail of the job"),
        KeyBinding(.showEvents, [.character("5")], .panes, help: "the events"),
        KeyBinding(.showGroups, [.character("6")], .panes, help: "groups: limits, what runs and waits"),
        KeyBinding(.showSchedules, [.character("7")], .panes, help: "schedules: next times, last runs"),
        KeyBinding(.showNotifications, [.character("8")], .panes, help: "who is told of ended jobs, and what failed"),
        KeyBinding(.zoomIn, [.character("+")], .panes, label: "zoom", help: "the pane larger: half, then full screen"),
        KeyBinding(
            .releaseMouse, [.character("m"), .alt("m")], .panes, help: "release the mouse to select text, or take it"),
        KeyBinding(.zoomOut, [.character("_")], .panes, help: "the pane smaller"),
    ]

    /// Moving, leaving, help.
    static let commonKeys = [
        KeyBinding(.moveDown, [.character("j"), .down], .everywhere, help: "down"),
        KeyBinding(.moveUp, [.character("k"), .up], .everywhere, help: "up"),
        KeyBinding(.pageDown, [.pageDown], .everywhere, help: "one page down"),
        KeyBinding(.pageUp, [.pageUp], .everywhere, help: "one page up"),
        KeyBinding(.halfPageDown, [.control("d")], .everywhere, help: "half a page down"),
        KeyBinding(.halfPageUp, [.control("u")], .everywhere, help: "half a page up"),
        KeyBinding(.moveToFirst, [.character("g"), .home], .everywhere, help: "to the beginning"),
        KeyBinding(.moveToLast, [.character("G"), .end], .everywhere, help: "to the end; in a log, follow again"),
        KeyBinding(.help, [.character("?")], .everywhere, label: "help", help: "all keys"),
        KeyBinding(.palette, [.character(":")], .everywhere, label: "actions", help: "every action by name"),
        KeyBinding(.messages, [.character("M")], .everywhere, help: "what was said at the foot before"),
        KeyBinding(.back, [.escape], .everywhere, help: "one step back"),
        KeyBinding(.leave, [.character("q")], .everywhere, label: "quit", help: "back; from the main screen, quit"),

        KeyBinding(.quitAtOnce, [.control("c")], .always, help: "quit at once; jobs go on"),
        KeyBinding(.redraw, [.control("l")], .always, help: "draw the screen anew"),
        KeyBinding(.suspend, [.control("z")], .always, help: "suspend; `fg` comes back"),
    ]
}
