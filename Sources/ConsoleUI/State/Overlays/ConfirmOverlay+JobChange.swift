import JobCore

extension ConfirmOverlay {
    /// The question before one job is changed. On a production host its name has to be typed.
    init(_ change: JobChange, _ job: Job, production: [String]) {
        self.init(
            title: change.title, question: "\(change.title) job \(job.number) '\(job.name)'?",
            consequences: [change.consequence(for: job)] + Self.warning(production), yes: change.yes,
            request: .change(change, [job.number]), wantedText: production.first)
    }

    /// The question before all jobs of an array are changed, as far as the change applies to them.
    init(_ change: JobChange, _ array: JobArray, isTyped: Bool, production: [String]) {
        let count = array.counts.values.reduce(0, +)
        self.init(
            title: change.title,
            question:
                "\(change.title) array \(array.number) '\(array.name)', \(count == 1 ? "1 job" : "\(count) jobs")?",
            consequences: [array.countsInWords, change.consequenceForMany] + Self.warning(production), yes: change.yes,
            request: .change(change, [array.number]), wantedText: production.first ?? (isTyped ? String(count) : nil))
    }

    /// The question before some jobs are changed; of many, the number has to be typed, on a production host its name.
    ///
    /// - Parameter count: how many jobs these are, those of arrays counted one by one.
    init(_ change: JobChange, _ jobs: [JobNumber], count: Int, isTyped: Bool, production: [String]) {
        let some = jobs.prefix(8).map(\.description).joined(separator: ", ") + (jobs.count > 8 ? ", …" : "")
        self.init(
            title: change.title, question: "\(change.title) \(count) \(count == 1 ? "job" : "jobs")?",
            consequences: [some, change.consequenceForMany] + Self.warning(production), yes: change.yes,
            request: .change(change, jobs), wantedText: production.first ?? (isTyped ? String(count) : nil))
    }

    /// What is said about production hosts, by their names.
    static func warning(_ production: [String]) -> [String] {
        guard let first = production.first else { return [] }
        guard production.count > 1 else { return ["Host '\(first)' is in production."] }
        return ["These hosts are in production: \(production.joined(separator: ", "))."]
    }
}

extension JobChange {
    fileprivate var yes: String {
        switch self {
        case .cancel: "Yes, cancel"
        case .kill: "Yes, kill"
        case .giveUp: "Yes, give up"
        case .delete: "Yes, delete"
        default: "Yes"
        }
    }

    fileprivate func consequence(for job: Job) -> String {
        switch self {
        case .cancel where job.status.isLive:
            "Its container gets the stop signal, and \(job.spec.stopGrace.forPeople) to end."
        case .cancel: "It is \(job.status) and will not run."
        case .kill where job.status.isLive: "Its container is killed at once; it cannot clean up after itself."
        case .kill: "It is \(job.status) and will not run."
        case .giveUp:
            "It ends as failed, reason lost. It may still run there; should the host come back, its container is removed."
        case .delete: "Its row, its attempts and its logs go for ever."
        default: ""
        }
    }

    fileprivate var consequenceForMany: String {
        switch self {
        case .cancel: "Containers get the stop signal; what waits will not run. Ended jobs are left as they are."
        case .kill: "Containers are killed at once. Ended jobs are left as they are."
        case .giveUp: "Those whose host cannot be asked end as failed, reason lost. Other jobs are left as they are."
        case .delete: "Rows, attempts and logs go for ever. Jobs that have not ended are left as they are."
        case .runAgain: "Each is submitted once more as a new job."
        case .hold: "What waits is held. Other jobs are left as they are."
        case .release: "What is held or scheduled may run at once."
        case .priority(let delta): delta > 0 ? "What waits runs earlier." : "What waits runs later."
        case .set: "What waits is changed. Other jobs are left as they are."
        }
    }
}
