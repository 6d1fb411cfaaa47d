public import JobCore

/// A job and the host that the router chose for it.
public struct ClaimRequest: Hashable, Sendable {
    /// Which job.
    public var job: JobNumber
    /// Which host.
    public var host: String
    /// The endpoint that the host had when it was chosen; a host that has moved since takes no job. `nil` asks for none.
    public var endpoint: String?
    /// Why that host.
    public var reason: String
    /// The other hosts, and why not those.
    public var rejected: [RejectedHost]

    /// Makes a request.
    public init(
        job: JobNumber, host: String, endpoint: String? = nil, reason: String, rejected: [RejectedHost] = []
    ) {
        self.job = job
        self.host = host
        self.endpoint = endpoint
        self.reason = reason
        self.rejected = rejected
    }
}
