/// A reason to look again. Lossy by design: the truth is in the store.
public enum Change: Hashable, Sendable {
    /// The worker says what changed.
    case hint(Hint)
    /// Something was committed by some process.
    case store
    /// Something was committed that the journal does not tell of: a measurement, a sign of life.
    case measurement
    /// The connection to a worker was made or lost.
    case worker(isPresent: Bool)
}
