import JobCore

extension ConsoleState {
    /// More jobs than this are changed only after a word was typed.
    private static let mostWithoutWord = 10

    /// The commands that change jobs; `nil` for others.
    mutating func performActions(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .cancelJob: confirm(.cancel)
        case .killJob: confirm(.kill)
        case .giveUp: confirm(.giveUp)
        case .deleteJob: confirm(.delete)
        case .runAgain: return begin(.runAgain)
        case .holdOrRelease: return begin(holdOrRelease)
        case .lowerPriority: return begin(.priority(-10))
        case .raisePriority: return begin(.priority(10))
        case .changeJobs:
            openChangeForm()
        case .cleanUp:
            let question = CleanupChoice()
            let effect = ask(.planCleanup(question))
            overlays.append(.cleanup(CleanupOverlay(question, generation: generation)))
            return [effect]
        default: return nil
        }
        return []
    }

    /// Starts a change that needs no question; many jobs need one in any case.
    private mutating func begin(_ change: JobChange) -> [ConsoleEffect] {
        let jobs = targets
        guard !jobs.isEmpty else {
            say("No job is selected.")
            return []
        }
        guard count(jobs) > Self.mostWithoutWord else { return [ask(.change(change, jobs))] }
        confirm(change)
        return []
    }

    /// How many jobs these numbers name; an array is as many as it has.
    private func count(_ numbers: [JobNumber]) -> Int {
        numbers.reduce(0) { $0 + (jobs.knownArray($1)?.counts.values.reduce(0, +) ?? 1) }
    }

    /// Opens the form that changes what waits.
    private mutating func openChangeForm() {
        let targets = targets
        guard !targets.isEmpty else { return say("No job is selected.") }
        let job = targets.count == 1 ? jobs.known(targets[0]) : nil
        if let job, ![.pending, .queued, .retrying].contains(job.status) {
            return say("Job \(job.number) is \(job.status): only what waits can be changed. R runs it with changes.")
        }
        overlays.append(.change(ChangeForm(targets, job, count: count(targets))))
    }

    /// Does what the form asks for, after a question where it is about many jobs.
    mutating func change(_ jobs: [JobNumber], _ changes: [QueueChange]) -> [ConsoleEffect] {
        let change = JobChange.set(changes)
        let count = count(jobs)
        guard count > Self.mostWithoutWord else { return [ask(.change(change, jobs))] }
        overlays.append(.confirm(ConfirmOverlay(change, jobs, count: count, isTyped: true, production: [])))
        return []
    }

    private mutating func confirm(_ change: JobChange) {
        let jobs = targets
        guard !jobs.isEmpty else { return say("No job is selected.") }
        let production = change.endsContainers ? productionHosts(of: jobs) : []
        if jobs.count == 1, let job = self.jobs.known(jobs[0]) {
            if let refusal = change.refusal(for: job) { return say(refusal) }
            overlays.append(.confirm(ConfirmOverlay(change, job, production: production)))
        } else if jobs.count == 1, let array = self.jobs.knownArray(jobs[0]) {
            if change.endsContainers, array.status.isTerminal {
                return say("All jobs of array \(array.number) have ended: there is nothing to cancel.")
            }
            let isTyped = count(jobs) > Self.mostWithoutWord
            overlays.append(.confirm(ConfirmOverlay(change, array, isTyped: isTyped, production: production)))
        } else {
            let count = count(jobs)
            let isTyped = count > Self.mostWithoutWord
            overlays.append(
                .confirm(ConfirmOverlay(change, jobs, count: count, isTyped: isTyped, production: production)))
        }
    }

    /// The production hosts on which some of these jobs run, by name. A job that is not loaded may run on any of them.
    private func productionHosts(of numbers: [JobNumber]) -> [String] {
        let production = hosts.production
        guard !production.isEmpty else { return [] }
        let known = numbers.compactMap { jobs.known($0) }
        if known.count < numbers.count { return production }
        let used = Set(known.filter(\.status.isLive).compactMap(\.host))
        return production.filter(used.contains)
    }

    /// Release where everything is held that is known of, else hold.
    private var holdOrRelease: JobChange {
        let wanted = Set(targets)
        let known = wanted.compactMap { jobs.known($0)?.status ?? jobs.knownArray($0)?.waitingStatus }
        return !known.isEmpty && known.allSatisfy { $0 == .pending } ? .release : .hold
    }

    /// Says what became of a change; of many jobs, each in a list.
    mutating func report(_ change: JobChange, _ results: [JobChangeResult]) {
        guard results.count > 1 else {
            for result in results { say(result.sentence, isError: result.isRefused) }
            return
        }
        let refused = results.count { $0.isRefused }
        let done = results.count - refused
        say(
            "\(change.title): \(done) done" + (refused == 0 ? "." : ", \(refused) refused."), isError: refused > 0)
        jobs.marks.subtract(results.filter { !$0.isRefused }.map(\.job))
        overlays.append(.results(ResultsOverlay(title: change.title, results: results)))
    }
}

extension JobArray {
    /// What its jobs that wait do: `queued` if one of them could run.
    fileprivate var waitingStatus: JobStatus? {
        [.queued, .retrying, .pending].first { counts[$0] ?? 0 > 0 }
    }
}

extension JobChange {
    fileprivate var endsContainers: Bool { self == .cancel || self == .kill }

    /// Why the console does not even ask; the engine has the last word in any case.
    fileprivate func refusal(for job: Job) -> String? {
        switch self {
        case .cancel where job.status.isTerminal, .kill where job.status.isTerminal:
            "Job \(job.number) has ended (\(job.status)): there is nothing to cancel."
        case .cancel where job.isCancelling:
            "Job \(job.number) was asked to end already; its container is being stopped. S kills it at once."
        case .giveUp where job.unknownSince == nil || job.status.isTerminal:
            "Job \(job.number) waits for no host that cannot be asked. s cancels it."
        case .delete where !job.status.isTerminal:
            "Job \(job.number) is \(job.status) and cannot be deleted. s cancels it."
        default: nil
        }
    }
}
