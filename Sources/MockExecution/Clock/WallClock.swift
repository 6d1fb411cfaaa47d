import Foundation
public import JobCore

/// The machine's own clock.
public struct WallClock: SimulationClock {
    /// Makes a clock.
    public init() {}

    /// The present moment by the system's real-time clock.
    public var now: EngineTime { EngineTime(Date()) }

    /// Sleeps by the monotonic clock for what is left until `moment`; whoever needs more than that looks again.
    public func sleep(until moment: EngineTime) async throws(CancellationError) {
        do {
            try await Task.sleep(for: max(.zero, now.duration(to: moment)))
        } catch {
            throw CancellationError()
        }
    }
}
