import JobCore

/// The attempts that a supervisor drives, to be found from an event's callback without waiting.
final class DriverTable: Sendable {
    private let drivers = Locked<[AttemptID: AttemptDriver]>([:])

    func insert(_ driver: AttemptDriver) {
        drivers.withLock { $0[driver.id] = driver }
    }

    func remove(_ id: AttemptID) {
        drivers.withLock { _ = $0.removeValue(forKey: id) }
    }

    subscript(id: AttemptID) -> AttemptDriver? {
        drivers.withLock { $0[id] }
    }

    var all: [AttemptDriver] {
        drivers.withLock { Array($0.values) }
    }
}
