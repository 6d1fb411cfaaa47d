/// The containers that were found, host by host.
public struct ContainerList: Equatable, Sendable {
    /// All that were found so far.
    public var rows: [ContainerRow]
    /// Hosts that have not answered yet.
    public var waitingFor: [String]
    /// Hosts that could not be asked, each with a sentence.
    public var failures: [String: String]

    /// Describes what was found.
    public init(rows: [ContainerRow] = [], waitingFor: [String] = [], failures: [String: String] = [:]) {
        self.rows = rows
        self.waitingFor = waitingFor
        self.failures = failures
    }
}
