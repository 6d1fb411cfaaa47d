/// What the router looks at of a job, whether it is stored already or not.
public struct RoutingSubject: Sendable {
    let name: String
    let template: String?
    let spec: JobSpec
    let timeout: Duration?
    let routing: RoutingPreference

    /// A job of the store.
    public init(_ job: Job) {
        (name, template, spec, timeout) = (job.name, job.template, job.spec, job.timeout)
        routing = job.routing
    }

    /// What of a job counts for rules, room and wishes.
    public init(name: String, template: String?, spec: JobSpec, timeout: Duration?, routing: RoutingPreference) {
        (self.name, self.template, self.spec, self.timeout, self.routing) = (name, template, spec, timeout, routing)
    }

    /// A job that would be submitted.
    public init(_ draft: JobDraft) {
        (name, template, spec, timeout) = (draft.name ?? "", draft.template, draft.spec, draft.timeout)
        routing = draft.routing
    }
}
