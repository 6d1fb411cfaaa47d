import JobCore

extension ConsoleState {
    /// The commands about containers that are not ours, and shells; `nil` for others.
    mutating func performContainers(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .foreignContainers:
            panes.show(.jobs)
            jobs.toggleForeign()
            if !jobs.wantsForeign { containers.list = nil }
            containers.tellsFound = jobs.wantsForeign
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

    /// What the open list of containers needs, or the containers below the jobs.
    var containerRequests: [ReadRequest] {
        for case .containers(let overlay) in overlays.reversed() {
            let list = ReadRequest.containers(host: jobs.wantsForeign ? nil : overlay.host)
            return [list] + (overlay.detailRequest(self).map { [.container($0)] } ?? [])
        }
        guard jobs.wantsForeign, !layout[.jobs].isEmpty || jobs.selectedContainer != nil else { return [] }
        var requests = [ReadRequest.containers(host: nil)]
        if !layout[.logs].isEmpty, let request = foreignLog { requests.append(.container(request)) }
        return requests
    }

    /// The log of the selected container, where it is one that is not ours.
    var foreignLog: ContainerDetailRequest? {
        jobs.selectedContainer.map { ContainerDetailRequest(place: $0.place, tab: .log) }
    }

    /// Puts the containers that are not ours below the jobs, where they are wanted; scope and filter hold for them, too.
    mutating func showForeign() {
        guard jobs.wantsForeign else { return jobs.show(foreign: [], visibleRows: visibleJobRows) }
        guard let list = containers.list else { return }
        let filter = jobs.filter.lowercased()
        let rows = list.rows.filter { row in
            !row.isOurs && (jobs.scope == .all || row.container.state.isRunning)
                && (filter.isEmpty || row.container.name.lowercased().contains(filter))
        }
        jobs.show(
            foreign: rows.sorted { ($0.host, $0.container.name) < ($1.host, $1.container.name) },
            visibleRows: visibleJobRows)
        if containers.tellsFound, list.waitingFor.isEmpty {
            containers.tellsFound = false
            tellForeign()
        }
    }

    /// Says what was found where the list does not show it.
    private mutating func tellForeign() {
        let count = jobs.foreign.count
        let isOnScreen = !jobs.shownForeign.isEmpty && jobs.jobs.count < jobs.top + visibleJobRows
        if count == 0 {
            say("No foreign container is there to be shown.")
        } else if !isOnScreen {
            say(
                count == 1
                    ? "1 foreign container stands below the jobs." : "\(count) foreign containers stand below the jobs."
            )
        }
    }

    /// What the keys about jobs do while a container is selected that is not ours: they look, and change nothing. `nil` for
    /// commands that are not about it.
    mutating func performForeign(_ command: KeyCommand) -> [ConsoleEffect]? {
        guard focus.hasJob, jobs.marks.isEmpty, let row = jobs.selectedContainer else { return nil }
        switch command {
        case .openJob, .openLogs: overlays.append(.containers(ContainersOverlay(selecting: row.place, .log)))
        case .inspect: overlays.append(.containers(ContainersOverlay(selecting: row.place, .inspect)))
        case .openShell: return openShell(.container(row.place))
        case .runWithChanges: return [ask(.form(.container(row.place)))]
        case .copyNumber:
            say("Copied the id of '\(row.container.name)'.")
            return [.copy(row.container.id.description)]
        case .runAgain, .cancelJob, .killJob, .deleteJob, .holdOrRelease, .lowerPriority, .raisePriority, .notifyAtEnd,
            .mark, .earlierAttempt, .changeJobs, .giveUp:
            say("'\(row.container.name)' is not Berth's: it is only looked at. R opens a form for a job like it.")
        default: return nil
        }
        return []
    }
}
