extension KeyTable {
    /// The hosts.
    static let hostKeys = [
        KeyBinding(
            .hostContainers, [.enter], .hosts, label: "containers", help: "its containers, those that are not ours too"),
        KeyBinding(.openHost, [.character("i")], .hosts, label: "details", help: "everything about the host"),
        KeyBinding(.activateHost, [.character("a")], .hosts, label: "activate", help: "take new jobs there, or not"),
        KeyBinding(.checkHost, [.character("c")], .hosts, label: "check", help: "ask its engine now"),
        KeyBinding(.addHost, [.character("n")], .hosts, label: "add", help: "a new host"),
        KeyBinding(.editHost, [.character("e")], .hosts, label: "edit", help: "change the host's settings"),
    ]
}
