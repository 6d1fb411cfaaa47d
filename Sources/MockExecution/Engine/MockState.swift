import JobCore

/// All containers of a simulated engine: the sum of its records.
struct MockState: Hashable, Sendable {
    private(set) var containers: [ExecutionID: MockContainer] = [:]
    /// What was removed after its end.
    private(set) var report = PerformanceReport()
    private var ids: [String: ExecutionID] = [:]

    /// The container of that name.
    func container(named name: String) -> MockContainer? {
        ids[name].flatMap { containers[$0] }
    }

    /// Takes one change in.
    mutating func apply(_ record: MockRecord) {
        switch record {
        case .container(let container):
            containers[container.id] = container
            ids[container.name] = container.id
        case .started(let id, _), .ended(let id, _):
            containers[id]?.apply(record)
        case .removed(let id):
            guard let gone = containers.removeValue(forKey: id) else { return }
            ids[gone.name] = nil
            guard let startsAt = gone.startsAt, let end = gone.end else { return }
            report.add(startup: gone.plan.delay, execution: startsAt.duration(to: end.at))
        case .report(let report): self.report = report
        }
    }
}
