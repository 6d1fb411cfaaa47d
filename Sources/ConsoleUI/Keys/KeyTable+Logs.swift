extension KeyTable {
    /// The log.
    static let logKeys = [
        KeyBinding(.search, [.character("/")], .logs, label: "search", help: "search the whole log, as you type"),
        KeyBinding(.nextMatch, [.character("n")], .logs, help: "next match"),
        KeyBinding(.previousMatch, [.character("N")], .logs, help: "previous match"),
        KeyBinding(.matchesOnly, [.character("&")], .logs, help: "only lines that match, or all"),
        KeyBinding(.toggleFollow, [.character("f")], .logs, label: "follow", help: "follow the newest line, or stay"),
        KeyBinding(.streams, [.character("x")], .logs, label: "stream", help: "both streams, one, the other"),
        KeyBinding(.nextErrorBlock, [.character("E")], .logs, help: "next lines of standard error"),
        KeyBinding(.timestamps, [.character("t")], .logs, label: "times", help: "times: none, since the start, clock"),
        KeyBinding(.toggleWrap, [.character("w")], .logs, label: "wrap", help: "wrap long lines, or cut them"),
        KeyBinding(.logStart, [.character("b")], .logs, help: "choose where to begin: newest, 1 m … first line"),
        KeyBinding(.panLeft, [.left], .logs, help: "show what is further left"),
        KeyBinding(.panRight, [.right], .logs, label: "pan", help: "show what is further right"),
        KeyBinding(.saveLog, [.control("s")], .logs, label: "save", help: "save the whole log to a file"),
        KeyBinding(.pageLog, [.character("v")], .logs, label: "pager", help: "open the log in your pager"),
        KeyBinding(.editLog, [.character("V")], .logs, help: "open the log in your editor"),
        KeyBinding(.copyLine, [.character("y")], .logs, help: "copy the match, else the first or the newest line"),
    ]
}
