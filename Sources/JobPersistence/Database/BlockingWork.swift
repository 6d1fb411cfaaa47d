import Dispatch
import JobCore

/// Takes blocking calls off the cooperative pool, which has as few threads as the machine has cores.
enum BlockingWork {
    private static let queue = DispatchQueue(label: "berth.blocking", attributes: .concurrent)

    /// Runs `body` on a thread that may block.
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result: Result<Value, StoreError> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(StoreError) {
                    continuation.resume(returning: .success(try body()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }
}
