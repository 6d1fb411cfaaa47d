import JobCore

extension ConsoleState {
    /// The commands about containers that are not ours, and shells; `nil` for others.
    mutating func performContainers(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .foreignContainers: overlays.append(.containers(ContainersOverlay()))
        case .hostContainers:
            guard let host = hosts.selected?.host else {
                say("There is no host to choose. Add one: berth host add NAME")
                break
            }
            overlays.append(.containers(ContainersOverlay(host: host.name)))
        case .openShell:
            guard let job = jobs.selectedJob else {
                say("There is no job to open a shell in.")
                break
            }
            guard job.status == .running else {
                say("Job \(job.number) is \(job.status): a shell needs a container that runs.")
                break
            }
            return openShell(.job(job.number))
        default: return nil
        }
        return []
    }

    /// The effect that hands the terminal over to a shell.
    mutating func openShell(_ target: ShellTarget) -> [ConsoleEffect] {
        guard !settings.isReadOnly else {
            say("This console may only look: no shell can be opened. Start it without --read-only.")
            return []
        }
        return [.shell(target)]
    }

    /// What the open list of containers needs.
    var containerRequests: [ReadRequest] {
        for case .containers(let overlay) in overlays.reversed() {
            let list = ReadRequest.containers(host: overlay.host)
            return [list] + (overlay.detailRequest(self).map { [.container($0)] } ?? [])
        }
        return []
    }
}
