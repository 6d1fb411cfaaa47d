import AsyncHTTPClient
import NIOCore

extension EngineClient {
    /// Reads a streamed answer to its end, batch by batch, in the caller's task.
    ///
    /// While `body` works on a batch at most one more is kept; then the engine has to wait. Cancelling the task ends the
    /// stream at once.
    /// - Parameters:
    ///   - call: its `deadline` bounds the time until the answer begins, not the stream.
    ///   - idleLimit: the longest silence within the stream; nil for none.
    ///   - total: the longest time for everything; nil for none.
    ///   - onHead: called when the engine has accepted the call.
    /// - Throws: `EngineFailure`, the decoder's error, `body`'s error, or `CancellationError`.
    func read<Decoder: StreamDecoder>(
        _ call: EngineCall, with decoder: Decoder, idleLimit: Duration? = nil, total: Duration? = nil,
        onHead: (@Sendable () -> Void)? = nil, body: (Decoder.Batch) async throws -> Void
    ) async throws {
        let session = try await session()
        let stream = EngineStream(decoder: decoder, idleLimit: idleLimit, onHead: onHead)
        let task = streams.execute(
            request: try await makeRequest(call, prefix: "/v\(session.version)"), delegate: stream,
            deadline: total.map { .now() + TimeAmount($0) } ?? .distantFuture)
        if session.dialect.sendsHeadersEarly || idleLimit != nil {
            stream.watch(on: task.eventLoop, headDeadline: max(call.deadline, idleLimit ?? .zero))
        }
        do {
            try await withTaskCancellationHandler {
                while let batch = try await stream.next() { try await body(batch) }
            } onCancel: {
                stream.abandon(with: CancellationError())
                task.cancel()
            }
        } catch {
            stream.abandon(with: error)
            task.cancel()
            guard let failure = error as? EngineFailure else { throw error }
            forgetSession()
            throw await transport.explain(failure)
        }
    }
}
