/// When an image is pulled, as `docker run --pull` has it.
public enum PullPolicy: String, CaseIterable, Hashable, Sendable, Codable {
    /// When the host does not have it.
    case missing
    /// Before every attempt.
    case always
    /// Never.
    case never
}
