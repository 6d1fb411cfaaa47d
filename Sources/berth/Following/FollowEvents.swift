import Foundation
import JobEngine

/// Joins what a following command waits for: changes in the store, hints of the worker, keys that end it, and a tick as
/// the last resort for hints that were lost.
final class FollowEvents: Sendable {
    enum Event: Sendable {
        /// Look at the job again.
        case job
        /// Its log may have grown.
        case log
        /// Words of the worker, about an image being pulled.
        case progress(String)
        /// ^C
        case interrupt
        /// ^\
        case quit
    }

    let stream: AsyncStream<Event>
    private let continuation: AsyncStream<Event>.Continuation
    private let tasks: [Task<Void, Never>]
    private let signals: SignalWatch?

    /// - Parameters:
    ///   - takesKeys: whether SIGINT and SIGQUIT become events instead of ending the process.
    init(_ manager: JobManager, takesKeys: Bool) {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(1024))
        (self.stream, self.continuation) = (stream, continuation)
        let changes = Task {
            for await change in manager.changes() {
                switch change {
                case .hint(let hint) where hint.kind == .log: continuation.yield(.log)
                case .hint(let hint) where hint.kind == .progress: continuation.yield(.progress(hint.text ?? ""))
                case .hint(let hint) where hint.kind == .usage: break
                case .measurement: break
                case .hint, .store, .worker: continuation.yield(.job)
                }
            }
        }
        let ticks = Task {
            while (try? await Task.sleep(for: .seconds(1))) != nil { continuation.yield(.job) }
        }
        tasks = [changes, ticks]
        guard takesKeys else {
            signals = nil
            return
        }
        signals = SignalWatch([SIGINT, SIGQUIT]) { number in
            continuation.yield(number == SIGINT ? .interrupt : .quit)
        }
    }

    /// Puts an event in.
    func post(_ event: Event) { continuation.yield(event) }

    /// Ends the stream and gives the keys back.
    func close() {
        for task in tasks { task.cancel() }
        if let signals {
            signals.cancel()
            signal(SIGINT, SIG_DFL)
            signal(SIGQUIT, SIG_DFL)
        }
        continuation.finish()
    }
}
