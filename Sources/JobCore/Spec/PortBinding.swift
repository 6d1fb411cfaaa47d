/// A port of the container that is reachable on the host, `-p [address:][hostPort:]containerPort[/protocol]`.
public struct PortBinding: Hashable, Sendable, Codable {
    /// Address of the host; empty means all.
    public var hostAddress: String
    /// Port of the host; `nil` means that the engine chooses.
    public var hostPort: Int?
    /// Port inside the container.
    public var containerPort: Int
    /// `tcp`, `udp` or `sctp`.
    public var transport: String

    /// Describes a published port.
    public init(hostAddress: String = "", hostPort: Int? = nil, containerPort: Int, transport: String = "tcp") {
        self.hostAddress = hostAddress
        self.hostPort = hostPort
        self.containerPort = containerPort
        self.transport = transport
    }
}
