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
        case .addHost: overlays.append(.hostForm(HostForm()))
        case .editHost:
            guard let host = selectedHost() else { break }
            overlays.append(.hostForm(HostForm(changing: host)))
        default: return nil
        }
        return []
    }

    /// The form on top has sent its question.
    mutating func noteHostForm(asked generation: Int) {
        guard case .hostForm(var form)? = overlays.last else { return }
        form.note(asked: generation)
        overlays[overlays.count - 1] = .hostForm(form)
    }

    /// A host that was taken needs its form no more.
    mutating func closeHostForm(_ reply: ConsoleReply, generation: Int) {
        guard case .done = reply else { return }
        overlays.removeAll { overlay in
            if case .hostForm(let form) = overlay { form.isAsked(generation) } else { false }
        }
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
        say("There is no host to choose. n adds one.")
        return nil
    }
}
