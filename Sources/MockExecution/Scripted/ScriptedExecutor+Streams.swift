public import JobCore
public import JobEngine

extension ScriptedExecutor: LogFollowing, EventWatching {
    /// Hands over all lines of a container in one batch, each a microsecond after the one before.
    public func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        guard let container = containers[id] else {
            guard wasRemoved(id) else { throw .executor(unplanned("read the log of '\(id)': it never existed")) }
            throw .executor(ExecutorError(.notFound, "Could not read the log of container '\(id)': it is gone."))
        }
        let events = subscribe()
        var lines = LogLines()
        if let start = container.startedAt {
            for (index, line) in container.outcome.output.enumerated() {
                let time = start.advanced(by: .microseconds(index))
                if let since, time < since { continue }
                lines.append(line.text, number: Int64(index) + 1, stream: line.stream, time: time)
            }
        }
        do {
            if !lines.batch.isEmpty { try await sink(lines.batch) }
        } catch {
            throw .store(error)
        }
        guard follow, containers[id]?.state.isRunning == true else { return .ended }
        for await event in events where event.id == id && event.kind != .started { return .ended }
        throw .executor(ExecutorError(.connection, "Could not go on reading the log of container '\(id)': cancelled."))
    }

    /// Reports what happens to containers from now on.
    public func watchEvents(
        store: StoreID, onReady: @escaping @Sendable () -> Void, onEvent: @escaping @Sendable (EngineEvent) -> Void
    ) async throws(ExecutorError) {
        let events = subscribe()
        onReady()
        for await event in events { onEvent(event) }
        throw ExecutorError(.connection, "The events of the script are not watched any more.")
    }
}

extension ScriptedOutcome {
    var output: [ScriptedLine] {
        switch self {
        case .exits(_, let output, _), .runs(let output): output
        case .vanishes, .failsToPrepare, .failsToStart: []
        }
    }
}
