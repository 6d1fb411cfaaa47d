extension KeyTable {
    /// The log.
    static let logKeys = [
        KeyBinding(.toggleFollow, [.character("f")], .logs, label: "follow", help: "follow the newest line, or stay"),
        KeyBinding(.panLeft, [.left], .logs, help: "show what is further left"),
        KeyBinding(.panRight, [.right], .logs, label: "pan", help: "show what is further right"),
    ]
}
