import AsyncHTTPClient
import NIOCore
import Synchronization

extension EngineStream {
    /// A waiting reader and what it gets; resumed outside of the lock.
    struct Delivery {
        let reader: CheckedContinuation<Decoder.Batch?, any Error>
        let result: Result<Decoder.Batch?, any Error>

        func resume() { reader.resume(with: result) }
    }

    /// Decides whether the reader gets something now. Also returns the promise that lets the network go on.
    @specialized(where Decoder == LogDecoder)
    static func deliver(_ state: inout State, stream: EngineStream) -> (Delivery?, EventLoopPromise<Void>?) {
        guard let reader = state.reader else { return (nil, nil) }
        guard state.decoder.hasBatch else {
            guard let end = state.end else { return (nil, nil) }
            state.reader = nil
            return (Delivery(reader: reader, result: end.map { nil }), nil)
        }
        let now = NIODeadline.now()
        let due = state.lastHandover + pause
        guard state.decoder.isFull || state.end != nil || now >= due else {
            stream.scheduleFlush(&state, at: due)
            return (nil, nil)
        }
        state.lastHandover = now
        let room = state.room
        (state.reader, state.room) = (nil, nil)
        return (Delivery(reader: reader, result: .success(state.decoder.takeBatch())), room)
    }

    private func scheduleFlush(_ state: inout State, at deadline: NIODeadline) {
        guard !state.isFlushScheduled, let eventLoop = state.eventLoop else { return }
        state.isFlushScheduled = true
        eventLoop.scheduleTask(deadline: deadline) { self.flush() }
    }

    private func flush() {
        let (delivery, room) = state.withLock { state in
            state.isFlushScheduled = false
            return Self.deliver(&state, stream: self)
        }
        delivery?.resume()
        room?.succeed(())
    }

    /// Ends the stream when the engine does not begin to answer in time, or falls silent beyond the idle limit.
    func watch(on eventLoop: any EventLoop, headDeadline: Duration) {
        let limit = TimeAmount(headDeadline)
        state.withLock { state in
            guard state.end == nil else { return }
            state.watchdog = eventLoop.scheduleTask(in: limit) { self.check(on: eventLoop, headDeadline: headDeadline) }
        }
    }

    private func check(on eventLoop: any EventLoop, headDeadline: Duration) {
        let overdue = state.withLock { state -> Duration? in
            guard state.end == nil else { return nil }
            guard state.head != nil else { return headDeadline }
            guard let idleLimit else { return nil }
            let silentUntil = state.lastArrival + TimeAmount(idleLimit)
            // Whoever holds the network back by a full batch is the reader, not the engine.
            guard silentUntil <= .now(), state.room == nil else {
                state.watchdog = eventLoop.scheduleTask(deadline: max(silentUntil, .now() + .seconds(1))) {
                    self.check(on: eventLoop, headDeadline: headDeadline)
                }
                return nil
            }
            return idleLimit
        }
        if let overdue { abandon(with: EngineFailure.timedOut(after: overdue)) }
    }
}
