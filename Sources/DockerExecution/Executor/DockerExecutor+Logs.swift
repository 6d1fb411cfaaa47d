public import JobCore
public import JobEngine

extension DockerExecutor: LogEndReading {
    /// Reads by `GET /containers/{id}/logs` with timestamps; the framing is told by the first byte.
    /// - Throws: `notFound`, or an outage when the stream ends otherwise than by its last chunk; the sink's own error.
    public func readLog(
        _ id: ExecutionID, since: EngineTime?, follow: Bool,
        into sink: @escaping @Sendable (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        var query = [("follow", follow ? "1" : "0")]
        if let since { query.append(("since", since.engineParameter)) }
        return try await readLog(id, query, into: sink)
    }

    /// Reads by the same call with `tail`, which makes the engine begin near the end of its file.
    /// - Throws: as `readLog` does.
    public func readLogEnd(
        _ id: ExecutionID, limit: Int
    ) async throws(LogReadingError) -> (batch: LogBatch, end: LogReadingEnd) {
        var whole = LogBatch()
        let end = try await readLog(id, [("follow", "0"), ("tail", "\(limit)")]) { batch in
            whole.bytes += batch.bytes
            whole.records += batch.records
        }
        return (whole, end)
    }

    private func readLog(
        _ id: ExecutionID, _ query: [(String, String)],
        into sink: (LogBatch) async throws(StoreError) -> Void
    ) async throws(LogReadingError) -> LogReadingEnd {
        let call = EngineCall(
            path: "/containers/\(id.pathComponent)/logs",
            query: [("stdout", "1"), ("stderr", "1"), ("timestamps", "1")] + query)
        let sentence = sentence(.logs(id: id.rawValue))
        do {
            let partLength = try await client.session().dialect.logPartLength
            try await client.read(call, with: LogDecoder(partLength: partLength), body: sink)
            return .ended
        } catch let error as StoreError {
            throw .store(error)
        } catch let error as LogFrameError {
            return .damaged(error.description)
        } catch EngineFailure.status(501, let message) {
            return .unreadable(message)
        } catch {
            throw .executor(sentence.error(for: error))
        }
    }
}
