/// A device of the host inside the container, `--device host[:container[:rwm]]`.
public struct DeviceMapping: Hashable, Sendable, Codable {
    /// Path on the host.
    public var hostPath: String
    /// Path in the container.
    public var containerPath: String
    /// Any of `r`, `w`, `m`.
    public var permissions: String

    /// Describes a device, fully accessible unless said.
    public init(hostPath: String, containerPath: String, permissions: String = "rwm") {
        self.hostPath = hostPath
        self.containerPath = containerPath
        self.permissions = permissions
    }
}
