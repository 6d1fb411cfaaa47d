import JobCore

extension ConsoleState {
    /// Whether the footer names a key: what would only be refused is left out. The key says so when it is pressed all the same.
    func isOffered(_ command: KeyCommand) -> Bool {
        if let overlay { return overlay.content.isOffered(command) }
        switch command {
        case .foldArray: return jobs.subset != nil
        case .cancelJob, .holdOrRelease: return !hasEndedTarget
        case .deleteJob: return hasEndedTarget
        default: return true
        }
    }

    /// Whether actions are about one job or array that has ended.
    private var hasEndedTarget: Bool {
        guard targets.count == 1, let number = targets.first else { return false }
        return (jobs.known(number)?.status ?? jobs.knownArray(number)?.status)?.isTerminal ?? false
    }
}
