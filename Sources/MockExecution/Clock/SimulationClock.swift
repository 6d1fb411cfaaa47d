public import JobCore

/// The time by which a simulated engine lives: the machine's own in a demo, a virtual one in tests (MOCK-04).
public protocol SimulationClock: Sendable {
    /// The present moment.
    var now: EngineTime { get }

    /// Returns once the clock has reached `moment`, at once when it has already.
    ///
    /// - Throws: `CancellationError` when the task was cancelled meanwhile.
    func sleep(until moment: EngineTime) async throws(CancellationError)
}
