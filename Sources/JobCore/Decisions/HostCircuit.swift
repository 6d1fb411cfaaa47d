public import Foundation

/// Whether a host is asked at all (BASE-12, decisions 15): pure, fed by every answer and failure of its engine.
///
/// Five failures in a row, or three timeouts within 30 s, open it: nobody but one probe asks the host, at first after 5 s,
/// then after twice as long each time, up to 60 s.
public struct HostCircuit: Hashable, Sendable {
    /// Failures in a row that open the circuit.
    public var failureThreshold: Int
    /// Since when the host has not answered; `nil` while it does.
    public private(set) var failingSince: Date?
    private var failures = 0
    private var timeouts: [Date] = []
    private var openings = 0

    /// A closed circuit.
    public init(failureThreshold: Int = 5) {
        self.failureThreshold = failureThreshold
    }

    /// Whether the host is left alone but for a probe.
    public var isOpen: Bool { openings > 0 }

    /// The host has answered.
    public mutating func succeed() {
        self = HostCircuit(failureThreshold: failureThreshold)
    }

    /// The host has not answered.
    ///
    /// - Parameter jitter: a factor from 0.8 to 1.2.
    /// - Returns: when to ask next.
    public mutating func fail(_ code: ErrorCode, now: Date, jitter: Double) -> Duration {
        failingSince = failingSince ?? now
        failures += 1
        if code == .timeout { timeouts.append(now) }
        timeouts.removeAll { now.timeIntervalSince($0) > 30 }
        guard isOpen || failures >= failureThreshold || timeouts.count >= 3 else {
            return .seconds(min(1, 0.1 * Double(1 << min(failures, 4))) * jitter)
        }
        openings += 1
        return .seconds(min(60, 5 * Double(1 << min(openings - 1, 4)) * jitter))
    }
}
