import JobCore

extension ConsoleState {
    /// Whether the footer names a key: what would only be refused is left out. The key says so when it is pressed all the same.
    func isOffered(_ command: KeyCommand) -> Bool {
        if settings.isReadOnly, command.changesJobs { return false }
        if let overlay { return overlay.content.isOffered(command, in: self) }
        switch command {
        case .foldArray: return jobs.subset != nil
        case _ where isOnForeign: return Self.foreignKeys.contains(command) || !Self.jobKeys.contains(command)
        // In the footer they stand for containers only: a job has more that is nearer.
        case .runWithChanges, .openShell, .inspect: return false
        case .openHost, .hostContainers, .activateHost, .checkHost, .editHost: return hosts.selected != nil
        case _ where Self.jobKeys.contains(command) && targets.isEmpty: return false
        case .cancelJob, .holdOrRelease: return !hasEndedTarget
        case .deleteJob: return hasEndedTarget
        default: return true
        }
    }

    /// Whether a container is selected that is not Berth's.
    private var isOnForeign: Bool { focus.hasJob && jobs.marks.isEmpty && jobs.selectedContainer != nil }

    /// What is about the selected job.
    private static let jobKeys: Set<KeyCommand> = [
        .openJob, .openLogs, .inspect, .mark, .runAgain, .runWithChanges, .cancelJob, .holdOrRelease, .deleteJob,
        .openShell,
    ]

    /// What of it can be done with a container that is not Berth's.
    private static let foreignKeys: Set<KeyCommand> = [
        .openJob, .openLogs, .inspect, .runWithChanges, .openShell,
    ]

    /// Whether actions are about one job or array that has ended.
    private var hasEndedTarget: Bool {
        guard targets.count == 1, let number = targets.first else { return false }
        return (jobs.known(number)?.status ?? jobs.knownArray(number)?.status)?.isTerminal ?? false
    }
}
