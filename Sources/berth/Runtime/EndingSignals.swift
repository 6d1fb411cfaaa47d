import ArgumentParser
import Glibc

/// Turns the signals that would end the process into the end of one operation, so that what it began is taken away.
final class EndingSignals: Sendable {
    private let arrived: AsyncStream<Int32>
    private let signals: SignalWatch

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
        arrived = stream
        signals = SignalWatch([SIGINT, SIGTERM, SIGHUP, SIGQUIT]) { continuation.yield($0) }
    }

    /// Runs `body` until it ends or a signal comes.
    ///
    /// - Throws: `ExitCode` with 128 + the signal's number when one came.
    func race(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask {
                try await body()
                return Int32(0)
            }
            group.addTask { [arrived] in
                for await number in arrived { return number }
                // The other task is being waited for.
                try await Task.sleep(for: .seconds(86400))
                return 0
            }
            let first = try await group.next() ?? 0
            group.cancelAll()
            if first != 0 { throw ExitCode(128 + first) }
        }
    }
}
