import GRDB
import JobCore
import Synchronization

/// A write that waits for the next commit.
protocol PendingWrite: Sendable {
    /// Does the work inside the transaction; what it returns is kept until `finish`.
    func perform(_ db: Database) throws
    /// Says that the work is durable, or why it is not.
    func finish(_ failure: StoreError?)
}

/// A write whose caller waits for a value.
final class WriteRequest<Value: Sendable>: PendingWrite {
    typealias Continuation = CheckedContinuation<Result<Value, StoreError>, Never>

    private let body: @Sendable (Database) throws -> Value
    private let continuation: Continuation
    private let value = Mutex<Value?>(nil)

    init(_ body: @escaping @Sendable (Database) throws -> Value, continuation: Continuation) {
        self.body = body
        self.continuation = continuation
    }

    func perform(_ db: Database) throws {
        let result = try body(db)
        value.withLock { $0 = result }
    }

    func finish(_ failure: StoreError?) {
        let result = value.withLock { $0 }
        if let failure {
            continuation.resume(returning: .failure(failure))
        } else if let result {
            continuation.resume(returning: .success(result))
        } else {
            continuation.resume(returning: .failure(StoreError(.unknown, "A write was not carried out.")))
        }
    }
}
