/// The one table that maps keys to commands and draws help and footer.
public struct KeyTable: Equatable, Sendable {
    /// All rows, in the order of help and footer.
    public let bindings: [KeyBinding]

    /// A table of these rows.
    public init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
    }

    /// What `key` asks for, where these scopes are open; the first of them that knows it decides.
    public func command(for key: Key, in scopes: [KeyScope]) -> KeyCommand? {
        for scope in scopes {
            if let binding = bindings.first(where: { $0.scope == scope && $0.keys.contains(key) }) {
                return binding.command
            }
        }
        return nil
    }

    /// The rows for the footer, the most special scope first.
    public func footer(in scopes: [KeyScope]) -> [KeyBinding] {
        scopes.flatMap { scope in bindings.filter { $0.scope == scope && $0.label != nil } }
    }

    /// Berth's own keys.
    public static let standard = KeyTable([
        KeyBinding(.openJob, [.enter, .character("l")], .jobs, label: "log", help: "go to the log of the job"),
        KeyBinding(.toggleFinished, [.character("a")], .jobs, label: "active/all", help: "active jobs only, or all"),

        KeyBinding(.toggleFollow, [.character("f")], .logs, label: "follow", help: "follow the newest line, or stay"),
        KeyBinding(.panLeft, [.left], .logs, help: "show what is further left"),
        KeyBinding(.panRight, [.right], .logs, label: "pan", help: "show what is further right"),

        KeyBinding(.cancelJob, [.character("s")], .panes, label: "cancel", help: "cancel the selected job (asks)"),
        KeyBinding(.nextPane, [.tab], .panes, label: "pane", help: "next pane"),
        KeyBinding(.previousPane, [.backTab], .panes, help: "previous pane"),
        KeyBinding(.showJobs, [.character("1")], .panes, help: "the job list"),
        KeyBinding(.showLogs, [.character("3")], .panes, help: "the log"),

        KeyBinding(.moveDown, [.character("j"), .down], .everywhere, help: "down"),
        KeyBinding(.moveUp, [.character("k"), .up], .everywhere, help: "up"),
        KeyBinding(.pageDown, [.pageDown], .everywhere, help: "one page down"),
        KeyBinding(.pageUp, [.pageUp], .everywhere, help: "one page up"),
        KeyBinding(.halfPageDown, [.control("d")], .everywhere, help: "half a page down"),
        KeyBinding(.halfPageUp, [.control("u")], .everywhere, help: "half a page up"),
        KeyBinding(.moveToFirst, [.character("g"), .home], .everywhere, help: "to the beginning"),
        KeyBinding(.moveToLast, [.character("G"), .end], .everywhere, help: "to the end; in a log, follow again"),
        KeyBinding(.help, [.character("?")], .everywhere, label: "help", help: "all keys"),
        KeyBinding(.back, [.escape], .everywhere, help: "one step back"),
        KeyBinding(.leave, [.character("q")], .everywhere, label: "quit", help: "back; from the main screen, quit"),

        KeyBinding(.quitAtOnce, [.control("c")], .always, help: "quit at once; jobs go on"),
        KeyBinding(.redraw, [.control("l")], .always, help: "draw the screen anew"),
        KeyBinding(.suspend, [.control("z")], .always, help: "suspend; `fg` comes back"),

        KeyBinding(.yes, [.character("y")], .dialog, label: "yes", help: "yes"),
        KeyBinding(.no, [.character("n"), .escape], .dialog, label: "no", help: "no"),
        KeyBinding(.accept, [.enter], .dialog, label: "the marked answer", help: "the marked answer"),
        KeyBinding(.nextButton, [.tab, .backTab, .left, .right], .dialog, label: "other", help: "the other answer"),
    ])
}
