/// What to do about the difference between an engine's list of our containers and the store's live attempts (architecture
/// 4.7, F08, I3). Pure; made only from the answer of a healthy engine.
public struct ReconcilePlan: Hashable, Sendable {
    /// Live attempts whose container exists: drive them on.
    public var adopt: [AttemptID: ContainerSummary] = [:]
    /// Live attempts without a container.
    public var missing: [AttemptID] = []
    /// Containers of ended attempts with a durable log: remove.
    public var remove: [ContainerSummary] = []
    /// Containers of jobs that the store does not know: stop, save the log, remove.
    public var orphans: [ContainerSummary] = []
    /// Orphans that were spared because there are suspiciously many (decisions 10).
    public var spared: [ContainerSummary] = []

    /// What the store knows about an attempt that a container claims to be.
    public enum Knowledge: Hashable, Sendable {
        /// It is under way.
        case live
        /// It is over, and its container may go.
        case ended
        /// It is over, but its container is to be kept for now (host setting).
        case kept
        /// The store has no such job or attempt.
        case unknown
    }

    /// An orphan younger than this may belong to a submit that is just being committed.
    public static let orphanAge: Int64 = 60
    /// Above this number the cap on orphans applies.
    public static let capThreshold = 10
    /// The share of all our containers on the host that may be removed as orphans in one pass.
    public static let capShare = 0.2

    /// Compares.
    ///
    /// - Parameters:
    ///   - containers: all containers on the host that carry this store's label.
    ///   - live: the live attempts that the store has on this host and that have got as far as a container.
    ///   - now: by the engine's clock.
    ///   - knowledge: what the store says about an attempt.
    public init(
        containers: [ContainerSummary], live: Set<AttemptID>, now: EngineTime,
        knowledge: (AttemptID) -> Knowledge
    ) {
        for container in containers {
            guard let attempt = container.attempt else {
                orphans.append(container)
                continue
            }
            switch knowledge(attempt) {
            case .live: adopt[attempt] = container
            case .ended: remove.append(container)
            case .kept: break
            case .unknown: orphans.append(container)
            }
        }
        missing = live.filter { adopt[$0] == nil }.sorted()
        orphans.removeAll { now.seconds - ($0.createdAt?.seconds ?? now.seconds) < Self.orphanAge }
        let allowed = max(Self.capThreshold, Int(Double(containers.count) * Self.capShare))
        if orphans.count > allowed {
            spared = Array(orphans[allowed...])
            orphans.removeSubrange(allowed...)
        }
    }
}
