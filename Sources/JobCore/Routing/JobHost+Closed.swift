public import Foundation

extension JobHost {
    /// Whether nothing at all can be started on it now, whatever a job asks for.
    public func isClosed(to load: HostLoad, now: Date) -> Bool {
        guard isActive, load.attempts < slots, let condition,
            now.timeIntervalSince(condition.checkedAt) <= Placement.conditionLifetime
        else { return true }
        return !condition.isUsable
    }
}
