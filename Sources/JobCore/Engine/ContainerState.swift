/// The status words of every executor (BASE-05, DOCK-09).
public enum ContainerState: Hashable, Sendable {
    /// Exists, was never started.
    case created
    /// Its process runs, or is paused (F46).
    case running(isPaused: Bool)
    /// Its process ended.
    case exited(code: Int, wasOutOfMemory: Bool)
    /// The engine could not start it, or cannot remove it.
    case dead(reason: String)
    /// A healthy engine says that there is no such container.
    case notFound
    /// A word that this version does not know; shown, never guessed at.
    case unknown(String)

    /// Whether its process can still write and use resources.
    public var isRunning: Bool {
        if case .running = self { true } else { false }
    }
}
