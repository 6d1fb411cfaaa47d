/// When the container of an ended attempt is removed, once its log is durable.
public enum ContainerRemoval: Hashable, Sendable, Codable {
    /// Right after the result is stored.
    case atOnce
    /// That long after the end.
    case after(Duration)
    /// By `berth cleanup` only.
    case never
}
