import JobCore

/// A simulated container. Everything that time alone brings about is computed from it, nothing of that is stored.
struct MockContainer: Hashable, Sendable, Codable {
    var id: ExecutionID
    var name: String
    var store: StoreID
    var attempt: AttemptID
    var token: Int64
    var labels: [String: String]
    var limits: ResourceLimits
    var hasTerminal: Bool
    var plan: MockPlan
    var createdAt: EngineTime
    /// When its process runs, from the start call on; may lie ahead.
    var startsAt: EngineTime?
    /// The end that a call brought about.
    var forcedEnd: End?

    /// An end of its process.
    struct End: Hashable, Sendable, Codable {
        var at: EngineTime
        var code: Int
    }

    /// Takes in what a record says of it.
    mutating func apply(_ record: MockRecord) {
        switch record {
        case .started(_, let at): startsAt = at
        case .ended(_, let end): forcedEnd = end
        case .container, .report, .removed: break
        }
    }

    /// When and how its process ends or has ended, as far as that is decided.
    var end: End? {
        if let forcedEnd { return forcedEnd }
        guard let startsAt, let duration = plan.duration else { return nil }
        return End(at: startsAt.advanced(by: duration), code: plan.exitCode)
    }

    /// Where it stands at a moment.
    func state(at now: EngineTime) -> ContainerState {
        guard let startsAt, startsAt <= now else { return .created }
        if let end, end.at <= now {
            return .exited(code: end.code, wasOutOfMemory: forcedEnd == nil && plan.endsOutOfMemory == true)
        }
        return .running(isPaused: false)
    }

    /// When it next changes by time alone; `nil` when it does not.
    func nextChange(after now: EngineTime) -> EngineTime? {
        [startsAt, end?.at].compactMap { $0 }.filter { $0 > now }.min()
    }
}
