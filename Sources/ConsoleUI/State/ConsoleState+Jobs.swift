import JobCore

extension ConsoleState {
    /// The commands of the job list and of what is done to jobs; `nil` for others.
    mutating func performJobs(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .openJob: panes.show(.detail)
        case .openLogs: panes.show(.logs)
        case .inspect:
            detail.tab = .spec
            panes.show(.detail)
        case .toggleFinished: jobs.toggleScope()
        case .cancelJob: askToCancel()
        default: return nil
        }
        return []
    }

    mutating func moveJobs(_ command: KeyCommand) {
        switch command {
        case .moveToFirst: jobs.moveToFirst(visibleRows: visibleJobRows)
        case .moveToLast: jobs.moveToLast(visibleRows: visibleJobRows)
        default:
            guard let delta = command.distance(page: visibleJobRows) else { return }
            jobs.move(by: delta, visibleRows: visibleJobRows)
        }
    }

    private mutating func askToCancel() {
        guard let job = jobs.selectedJob else { return say("There is no job to cancel.") }
        if job.status.isTerminal {
            say("Job \(job.number) has ended (\(job.status)): there is nothing to cancel.")
        } else if job.isCancelling {
            say("Job \(job.number) was asked to end already; its container is being stopped.")
        } else {
            overlays.append(
                .confirm(
                    ConfirmOverlay(
                        title: "Cancel", question: "Cancel job \(job.number) '\(job.name)'?",
                        consequences: [
                            job.status.isLive ? "Its container will be stopped." : "It is \(job.status)."
                        ], yes: "Yes, cancel it", request: .change(.cancel, [job.number]))))
        }
    }

    /// Says what became of a change.
    mutating func report(_ change: JobChange, _ results: [JobChangeResult]) {
        for result in results {
            if let refusal = result.refusal { say(refusal, isError: true) }
        }
        if let done = results.last(where: { $0.refusal == nil }) { say(change.sentence(done)) }
    }
}

extension JobChange {
    /// What is said when it was done to one job.
    func sentence(_ result: JobChangeResult) -> String {
        switch self {
        case .cancel: "Job \(result.job) is asked to end."
        case .kill: "Job \(result.job) is being killed."
        case .delete: "Job \(result.job) was deleted."
        case .runAgain: "Job \(result.job) runs again" + (result.made.map { " as job \($0)." } ?? ".")
        case .hold: "Job \(result.job) is held."
        case .release: "Job \(result.job) is released."
        case .priority(let value): "Job \(result.job) has priority \(value)."
        }
    }
}
