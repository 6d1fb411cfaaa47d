import JobCore

/// Where a job would go, as JSON shows it.
struct PlacementRecord: Encodable {
    let schemaVersion = JSONText.schemaVersion
    /// Absent when it would wait.
    var host: String?
    var reason: String
    /// Whether it would wait for ever.
    var isHopeless: Bool
    var rejectedHosts: [RejectedHost]

    private enum CodingKeys: CodingKey { case schemaVersion, host, reason, isHopeless, rejectedHosts }

    init(_ placement: Placement, isHopeless: Bool) {
        host = placement.host
        reason = placement.reason
        self.isHopeless = isHopeless
        rejectedHosts = placement.rejectedHosts
    }
}
