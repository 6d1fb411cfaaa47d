public import Foundation

/// Whether a job that has not been launched may stand in the queue. Pure (QUEUE-01, QUEUE-10).
public enum Readiness: Hashable, Sendable {
    /// It may.
    case ready
    /// It is `pending` for this reason.
    case waits(reason: String)

    /// Decides. Of several reasons the one that takes a person comes first, then the one without a known end.
    ///
    /// - Parameters:
    ///   - predecessors: those that hold it back, in their order; a few are enough.
    ///   - openDependencies: how many there are in all.
    public static func of(
        isHeld: Bool, notBefore: Date?, predecessors: [JobNumber], openDependencies: Int, now: Date
    ) -> Readiness {
        if isHeld { return .waits(reason: "held") }
        if openDependencies > 0 { return .waits(reason: waiting(predecessors, openDependencies)) }
        if let notBefore, notBefore > now {
            return .waits(reason: "scheduled for \(EngineTime(notBefore).timestamp)")
        }
        return .ready
    }

    private static func waiting(_ predecessors: [JobNumber], _ count: Int) -> String {
        guard count > 1 else { return "after job \(predecessors.first?.description ?? "")" }
        let named = predecessors.prefix(3).map(\.description)
        let rest = count - named.count
        guard rest > 0 else { return "after jobs \(named.dropLast().joined(separator: ", ")) and \(named.last ?? "")" }
        return "after jobs \(named.joined(separator: ", ")) and \(rest) more"
    }
}
