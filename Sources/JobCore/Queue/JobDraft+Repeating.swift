extension JobDraft {
    /// The draft by which a job can be run again, as it was and without what it came after or was scheduled for.
    public init(repeating job: Job) {
        self.init(
            name: job.name, spec: job.spec, priority: job.priority, retryPolicy: job.retryPolicy,
            timeout: job.timeout, routing: job.routing, rerunOf: job.number, group: job.group)
        template = job.template
        // Never two at once, also by hand: it runs when the others of its key have ended.
        unique = job.uniqueKey.map { UniqueKey($0, .queue) }
    }
}
