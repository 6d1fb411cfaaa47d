/// What an executor may or may not be able to do (BASE-13).
public enum Capability: String, CaseIterable, Hashable, Sendable, Codable {
    /// Memory, CPU and process limits are enforced.
    case resourceLimits
    /// Networks and ports.
    case networking
    /// Volumes and mounts.
    case volumes
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
}
