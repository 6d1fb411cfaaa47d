public import JobCore
public import JobEngine

extension MockExecutor: EventWatching {
    /// Reports what becomes different from one look at the engine to the next; a look is due whenever this executor changed
    /// something, whenever time does, and when another process did.
    public func watchEvents(
        store: StoreID, onReady: @escaping @Sendable () -> Void, onEvent: @escaping @Sendable (EngineEvent) -> Void
    ) async throws(ExecutorError) {
        var known: [ExecutionID: (container: MockContainer, state: ContainerState)]?
        while true {
            let changes = await engine.changes()
            let now = clock.now
            let containers = try await engine.containers(of: store)
            var seen: [ExecutionID: (container: MockContainer, state: ContainerState)] = [:]
            for container in containers { seen[container.id] = (container, container.state(at: now)) }
            if let known {
                for container in containers {
                    let before = known[container.id]?.state ?? .created
                    report(container, from: before, to: container.state(at: now), onEvent)
                }
                for (id, gone) in known where seen[id] == nil {
                    onEvent(EngineEvent(kind: .removed, id: id, attempt: gone.container.attempt, at: now))
                }
            } else {
                onReady()
            }
            known = seen
            do {
                try await pause(until: containers.compactMap { $0.nextChange(after: now) }.min(), orAny: changes)
            } catch {
                throw ExecutorError(.connection, "The events of host '\(host)' are not watched any more: cancelled.")
            }
        }
    }

    private func report(
        _ container: MockContainer, from before: ContainerState, to after: ContainerState,
        _ onEvent: (EngineEvent) -> Void
    ) {
        guard before != after else { return }
        if before == .created, let at = container.startsAt {
            onEvent(EngineEvent(kind: .started, id: container.id, attempt: container.attempt, at: at))
        }
        if case .exited = after, let end = container.end {
            onEvent(EngineEvent(kind: .died, id: container.id, attempt: container.attempt, at: end.at))
        }
    }

    /// No wait is longer: the clock on the wall may be set, or the machine may sleep.
    private static let longestWait = Duration.seconds(30)

    /// Waits for a moment or for a change, whichever comes first; sometimes for neither.
    func pause(until moment: EngineTime?, orAny changes: AsyncStream<Void>) async throws(CancellationError) {
        let clock = clock
        let limit = clock.now.advanced(by: Self.longestWait)
        let wake = moment.map { min($0, limit) } ?? limit
        await withTaskGroup { group in
            group.addTask { try? await clock.sleep(until: wake) }
            group.addTask { for await _ in changes { return } }
            await group.next()
            group.cancelAll()
        }
        if Task.isCancelled { throw CancellationError() }
    }
}
