/// The kind of engine behind a host, and with it the executor that talks to it.
public enum HostKind: String, CaseIterable, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Docker Engine or Podman's compatible API.
    case docker
    /// The simulated executor.
    case mock

    /// The word itself.
    public var description: String { rawValue }
}
