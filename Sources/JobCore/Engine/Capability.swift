/// What an executor may or may not be able to do (BASE-13).
public enum Capability: String, CaseIterable, Hashable, Sendable, Codable {
    /// Memory, CPU and process limits are enforced.
    case resourceLimits
    /// Networks and ports.
    case networking
    /// Volumes and mounts.
    case volumes
    /// Variables whose values are secret reach the container and nobody else.
    case secrets
    /// GPUs.
    case gpu
    /// Usage can be measured.
    case usage
    /// Logs can be followed while they are written.
    case followLogs
    /// A small init process can run as PID 1.
    case initProcess
    /// Images can be pulled.
    case pull
    /// Containers read standard input.
    case input

    /// As people read it.
    public var words: String {
        switch self {
        case .resourceLimits: "limits of memory, CPU and processes"
        case .networking: "networks and ports"
        case .volumes: "volumes and mounts"
        case .secrets: "secrets"
        case .gpu: "GPUs"
        case .usage: "usage"
        case .followLogs: "followed logs"
        case .initProcess: "an init process"
        case .pull: "pulls of images"
        case .input: "standard input"
        }
    }
}
