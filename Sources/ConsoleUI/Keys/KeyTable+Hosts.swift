extension KeyTable {
    /// The hosts.
    static let hostKeys = [
        KeyBinding(.openHost, [.enter], .hosts, label: "details", help: "everything about the host"),
        KeyBinding(.activateHost, [.character("a")], .hosts, label: "activate", help: "take new jobs there, or not"),
        KeyBinding(.checkHost, [.character("c")], .hosts, label: "check", help: "ask its engine now"),
    ]
}
