import ConsoleUI

/// Keeps one part of the screen fresh: reads it at once, and again after each call of `refresh`, never more often than
/// its interval and never twice at a time. Where a person waits for it, its first answer says so. What could not be read is tried again every second: that it can be read again
/// is not told by anyone; neither is what happens on an engine beside us, which is polled. Ends with its owner.
final class Subscription: Sendable {
    private let signal: AsyncStream<Void>.Continuation
    private let task: Task<Void, Never>

    private static let retryInterval = Duration.seconds(1)

    init(
        _ part: ConsolePart, every interval: Duration, isPolling: Bool = false, isAwaited: Bool = false,
        into mailbox: Mailbox,
        read: @escaping @Sendable () async throws -> ConsoleAction
    ) {
        let (requests, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        self.signal = signal
        task = Task {
            var isAwaited = isAwaited
            for await _ in requests {
                do {
                    let action = try await read()
                    guard !Task.isCancelled else { return }
                    mailbox.post(isAwaited ? .awaited(action) : .data(action))
                    isAwaited = false
                    if action.isPartial {
                        signal.yield()
                    } else {
                        try? await Task.sleep(for: interval)
                        if isPolling { signal.yield() }
                    }
                } catch {
                    guard !Task.isCancelled else { return }
                    mailbox.post(.data(.readFailed(part, String(describing: error))))
                    try? await Task.sleep(for: Self.retryInterval)
                    signal.yield()
                }
            }
        }
        signal.yield()
    }

    deinit {
        task.cancel()
        signal.finish()
    }

    /// Says that what was read may be old.
    func refresh() {
        signal.yield()
    }
}

extension ConsoleAction {
    /// Whether reading again at once finds more: a search that gave its first answer before it was through.
    fileprivate var isPartial: Bool {
        if case .logLoaded(let window, _) = self { window.search?.isComplete == false } else { false }
    }
}
