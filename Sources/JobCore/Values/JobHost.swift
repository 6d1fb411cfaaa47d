public import Foundation

/// One configured place to run. (`Host` alone would clash with Foundation.)
public struct JobHost: Hashable, Sendable, Codable {
    /// ASCII, unique in the store.
    public var name: String
    /// What is behind it.
    public var kind: HostKind
    /// `unix:///run/docker.sock` on Docker; empty on a mock.
    public var endpoint: String
    /// How many attempts may be live at once. Default 10.
    public var slots: Int
    /// Share in the weighted draw, 1–1000. Default 100.
    public var weight: Int
    /// Free text that jobs can ask for; `nil` means none.
    public var region: String?
    /// For constraints and rules.
    public var labels: [String: String]
    /// Whether it takes new jobs.
    public var isActive: Bool
    /// Whether images may be pulled. Default true.
    public var allowsPull: Bool
    /// When containers of ended attempts with a durable log are removed. Default at once.
    public var removal: ContainerRemoval
    /// Settings of the executor (`failureRate` of a mock, …), checked by it.
    public var options: [String: String]
    /// Its GPUs, by index or UUID; empty means that nobody has said which there are.
    public var gpus: [String]
    /// How many there are of what is only counted: `license` to 3.
    public var counters: [String: Int]
    /// When it was added.
    public var createdAt: Date
    /// What was last seen of it; written by the worker.
    public var condition: HostCondition?

    /// Describes a host with everything else at its default.
    public init(
        name: String, kind: HostKind, endpoint: String = "", slots: Int = 10, weight: Int = 100, region: String? = nil,
        labels: [String: String] = [:], isActive: Bool = true, allowsPull: Bool = true,
        removal: ContainerRemoval = .atOnce, options: [String: String] = [:], gpus: [String] = [],
        counters: [String: Int] = [:], createdAt: Date = Date(), condition: HostCondition? = nil
    ) {
        self.name = name
        self.kind = kind
        self.endpoint = endpoint
        self.slots = slots
        self.weight = weight
        self.region = region
        self.labels = labels
        self.isActive = isActive
        self.allowsPull = allowsPull
        self.removal = removal
        self.options = options
        self.gpus = gpus
        self.counters = counters
        self.createdAt = createdAt
        self.condition = condition
    }
}
