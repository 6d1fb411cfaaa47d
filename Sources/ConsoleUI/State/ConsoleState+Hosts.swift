import JobCore

extension ConsoleState {
    /// The commands of the hosts; `nil` for others.
    mutating func performHosts(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .openHost:
            guard let host = selectedHost() else { break }
            overlays.append(.host(HostOverlay(name: host.name)))
        case .activateHost: return activate()
        case .checkHost:
            guard let host = selectedHost() else { break }
            say("Asking host '\(host.name)'.")
            return [ask(.check(host: host.name))]
        default: return nil
        }
        return []
    }

    /// A host is taken out of service only after a question; to bring it back needs none.
    private mutating func activate() -> [ConsoleEffect] {
        guard let host = selectedHost() else { return [] }
        guard host.isActive else { return [ask(.activate(host: host.name, true))] }
        overlays.append(
            .confirm(
                ConfirmOverlay(
                    title: "Deactivate", question: "Deactivate host '\(host.name)'?",
                    consequences: ["It takes no new jobs. What runs there goes on."], yes: "Yes, deactivate",
                    request: .activate(host: host.name, false))))
        return []
    }

    private mutating func selectedHost() -> JobHost? {
        if let host = hosts.selected?.host { return host }
        say("There is no host to choose. Add one: berth host add NAME")
        return nil
    }
}
