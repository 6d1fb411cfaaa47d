import JobCore

/// Checks what can be known of jobs before a store is written; for many jobs each host's executor is made once.
struct SubmissionCheck {
    let validation: JobValidation
    let hosts: [JobHost]
    let archived: Set<String>
    private let executors: [(host: JobHost, executor: Result<any ContainerExecutor, InvalidInput>)]

    /// - Parameter archived: the names of hosts that are put aside.
    init(validation: JobValidation, hosts: [JobHost], archived: Set<String>, executors: any ExecutorMaking) {
        self.validation = validation
        self.hosts = hosts
        self.archived = archived
        self.executors = hosts.map { host in
            (host, Result { () throws(InvalidInput) in try executors.makeExecutor(for: host) })
        }
    }

    /// - Throws: `InvalidInput` that names the field.
    func check(_ draft: JobDraft) throws(InvalidInput) {
        try validation.validate(draft)
        try refuseWhatNoHostCanRun(draft)
    }

    /// A job that must run on one host or kind is refused when that executor can never run it (BASE-13, ROUTE-10).
    private func refuseWhatNoHostCanRun(_ draft: JobDraft) throws(InvalidInput) {
        let routing = draft.routing
        if let name = routing.host, routing.isRequired, !hosts.contains(where: { $0.name == name }) {
            guard !archived.contains(name) else {
                throw InvalidInput(
                    "--host", "Host '\(name)' is archived. `berth host activate \(name)` brings it back.")
            }
            let known = hosts.map(\.name).joined(separator: ", ")
            throw InvalidInput(
                "--host",
                "There is no host '\(name)'. Known: \(known.isEmpty ? "none" : known). Add one with `berth host add`.")
        }
        let allowed = executors.filter { entry in
            routing.host.map { $0 == entry.host.name } ?? true && routing.executor.map { $0 == entry.host.kind } ?? true
        }
        var refusal: InvalidInput?
        for entry in allowed {
            do {
                try entry.executor.get().validate(draft.spec)
                try CapabilityNeed.check(
                    draft.spec, with: entry.host.condition?.capabilities, at: "host '\(entry.host.name)'")
                return
            } catch {
                refusal = error
            }
        }
        guard let refusal else { return }
        if allowed.count > 1 {
            // No one host is to blame for what all of them lack.
            let known = allowed.compactMap(\.host.condition?.capabilities)
            let all = known.count == allowed.count ? known.reduce(into: Set()) { $0.formUnion($1) } : nil
            try CapabilityNeed.check(draft.spec, with: all, at: nil)
        }
        throw refusal
    }
}
