import JobCore

/// One change of the simulated engine, one line of its file.
enum MockRecord: Hashable, Sendable, Codable {
    /// A container was made, or stands like this in a compacted file.
    case container(MockContainer)
    /// Its process runs from then on.
    case started(id: ExecutionID, at: EngineTime)
    /// Its process was ended.
    case ended(id: ExecutionID, end: MockContainer.End)
    /// The account of what was removed, begun anew or in a compacted file.
    case report(PerformanceReport)
    /// It is gone.
    case removed(id: ExecutionID)
}
