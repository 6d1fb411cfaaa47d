import Synchronization

/// A mutex that can be captured and shared: `Mutex` itself cannot be copied into a closure.
final class Locked<Value: Sendable>: Sendable {
    private let mutex: Mutex<Value>

    init(_ value: sending Value) {
        mutex = Mutex(value)
    }

    /// Runs `body` while nobody else sees the value. Keep it short; never call out.
    func withLock<Result: Sendable>(_ body: (inout Value) -> Result) -> Result {
        mutex.withLock { value in body(&value) }
    }
}
