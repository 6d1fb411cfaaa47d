public import JobCore
public import Logging

/// Where a worker is asked for metrics and health, from its wait as a standby to its end.
public final class MetricsEndpoint: Sendable {
    private typealias Answer = @Sendable (String) async -> MetricsServer.Response

    private struct State {
        var server: MetricsServer?
        var answer: Answer
        var retry: Task<Void, Never>?
        /// Whether it was said that the address cannot be had.
        var wasSaid = false
        var isClosed = false
    }

    /// Where it is to listen.
    public let address: ListenAddress
    private let logger: Logger
    private let state: Locked<State>

    /// How long until the address is tried again.
    private static let retryPeriod = Duration.milliseconds(500)

    /// Does not listen yet.
    public init(_ address: ListenAddress, version: String, logger: Logger) {
        self.address = address
        self.logger = logger
        state = Locked(State(answer: { path in Self.standby(path, version: version) }))
    }

    /// Listens; what is asked is answered for a standby until a worker answers itself.
    ///
    /// - Throws: `configuration` when the address cannot be had.
    public func listen() throws(StoreError) {
        guard state.withLock({ $0.server == nil }) else { return }
        let server = try MetricsServer(address) { [state] path in await state.withLock { $0.answer }(path) }
        let isClosed = state.withLock { state in
            if !state.isClosed { state.server = server }
            return state.isClosed
        }
        if isClosed { return server.close() }
        logger.notice("metrics are served", metadata: ["address": "\(server.address)"])
    }

    /// Listens if the address can be had: a standby may have the same one as the worker that it waits for.
    public func listenIfFree() {
        do {
            try listen()
        } catch {
            say(error, "It is tried again when this worker takes over.")
        }
    }

    /// Listens as soon as the address can be had: of a worker that dies, the lock may be free before its sockets are.
    public func listenWhenFree() {
        if (try? listen()) != nil { return }
        let task = Task {
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.retryPeriod)
                if Task.isCancelled { return }
                do throws(StoreError) {
                    return try listen()
                } catch {
                    say(error, "It is tried again.")
                }
            }
        }
        state.withLock { state in
            state.retry = task
            if state.isClosed { task.cancel() }
        }
    }

    /// Listens no more.
    public func close() {
        let (server, retry) = state.withLock { state in
            state.isClosed = true
            return (state.server, state.retry)
        }
        retry?.cancel()
        server?.close()
    }

    /// From now on `answer` gets the paths that are asked for.
    func answer(_ answer: @escaping @Sendable (String) async -> MetricsServer.Response) {
        state.withLock { $0.answer = answer }
    }

    private func say(_ error: StoreError, _ addition: String) {
        let isNew = state.withLock { state in
            defer { state.wasSaid = true }
            return !state.wasSaid
        }
        if isNew { logger.error("\(error.message) \(addition)") }
    }

    private static func standby(_ path: String, version: String) -> MetricsServer.Response {
        switch path {
        case "/metrics":
            var text = MetricsText()
            text.begin(version: version, isStandby: true)
            ProcessMetrics.add(to: &text)
            return MetricsServer.Response(status: 200, body: text.text)
        case "/healthz": return MetricsServer.Response(status: 200, body: "standby\n")
        default: return .notFound
        }
    }
}
