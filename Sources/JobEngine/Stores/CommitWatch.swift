import JobCore

/// Sees what any process has committed since it looked last: the safety net under the hints (architecture.md 3).
actor CommitWatch {
    private let store: any JobStore
    private var last: Int64?
    private var lastEvent: Int64?

    init(_ store: any JobStore) { self.store = store }

    /// What was committed since the last look; `nil` for nothing. A measurement, a lease or a condition is told from what people
    /// and jobs do by the journal, in which all of that stands. A store that cannot be read now is reported by whoever reads
    /// rows from it.
    func change() async -> Change? {
        guard let counter = try? await store.changeCounter(), counter != last else { return nil }
        let event = try? await store.newestEvents(job: nil, limit: 1).first?.sequence
        defer { (last, lastEvent) = (counter, event) }
        return event == lastEvent ? .measurement : .store
    }
}
