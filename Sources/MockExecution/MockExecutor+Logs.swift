public import JobCore
public import JobEngine

extension MockExecutor: LogFollowing {
    private static let batchLimit = 500
    private static let batchPeriod = Duration.milliseconds(20)

    /// Hands over what the container has written so far, and with `follow` what it goes on to write.
    public func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        var next: Int64?
        var wasSeen = false
        while true {
            let changes = await engine.changes()
            // Before the look: an end that it does not show yet comes later than this.
            let now = clock.now
            let container: MockContainer?
            do {
                container = try await engine.container(id)
            } catch {
                throw .executor(error)
            }
            guard let container else {
                // A container that is removed while it is followed closes its stream in order, as Docker's does.
                guard !wasSeen else { return .ended }
                throw .executor(noSuchContainer(id, "read the log of"))
            }
            wasSeen = true
            var wake: EngineTime?
            if let start = container.startsAt {
                var line = next ?? since.map { container.plan.log.firstLine(atOrAfter: $0, startedAt: start) } ?? 0
                let limit = min(now, container.end?.at ?? now)
                try await deliver(&line, of: container, startedAt: start, through: limit, into: sink)
                next = line
                if follow, line > 0, container.plan.breaksLog == true, await engine.breaksLog(of: id) {
                    throw .executor(
                        ExecutorError(
                            .connection,
                            "The log of '\(container.name)' broke off: the setting disconnectRate of host '\(host)' says so."
                        ))
                }
                if let end = container.end, end.at <= now { return .ended }
                let nextLine = container.plan.log.time(ofLine: line, startedAt: start)
                wake = [nextLine.map { max($0, now.advanced(by: Self.batchPeriod)) }, container.end?.at]
                    .compactMap { $0 }.min()
            }
            guard follow else { return .ended }
            do {
                try await pause(until: wake, orAny: changes)
            } catch {
                throw .executor(
                    ExecutorError(.connection, "Could not go on reading the log of '\(container.name)': cancelled."))
            }
        }
    }

    private func deliver(
        _ line: inout Int64, of container: MockContainer, startedAt start: EngineTime, through limit: EngineTime,
        into sink: @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) {
        var isDone = false
        while !isDone {
            var lines = LogLines()
            while lines.batch.records.count < Self.batchLimit {
                guard let time = container.plan.log.time(ofLine: line, startedAt: start), time <= limit else {
                    isDone = true
                    break
                }
                container.plan.log.append(line: line, at: time, to: &lines)
                line += 1
            }
            guard !lines.batch.isEmpty else { return }
            do {
                try await sink(lines.batch)
            } catch {
                throw .store(error)
            }
        }
    }
}
