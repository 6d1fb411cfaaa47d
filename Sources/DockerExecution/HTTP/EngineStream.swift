import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization

/// One streamed answer: bytes are decoded on the event loop and handed over in batches to the one task that reads.
///
/// The delegate interface of the HTTP client is used because its async body costs a thread hop each way for every chunk,
/// and the engine sends every line as a chunk of its own (11 µs a line against 1.5 µs, measured).
///
/// Batches: the first after a pause goes at once; while lines keep coming, one goes when it is full or `pause` after the
/// one before. Memory is bounded: with a full batch waiting, the future returned to the HTTP client stays open and the
/// client stops reading from the socket.
final class EngineStream<Decoder: StreamDecoder>: HTTPClientResponseDelegate {
    typealias Response = Void

    /// How long decoded content may wait for more to join it.
    static var pause: TimeAmount { .milliseconds(20) }
    private static var maximumRefusal: Int { 64 << 10 }
    /// Where parts come one behind the other and each is small, the socket is read faster than it fills: then it is left
    /// alone for that long, since each read wakes a thread. Short enough that the engine never waits for room in it.
    private static var rest: TimeAmount { .microseconds(500) }
    private static var smallPart: Int { 4 << 10 }

    struct State {
        var decoder: Decoder
        /// The reader, while it waits for a batch.
        var reader: CheckedContinuation<Decoder.Batch?, any Error>?
        /// Completed when the waiting batch was taken.
        var room: EventLoopPromise<Void>?
        var lastHandover = NIODeadline.uptimeNanoseconds(0)
        var lastArrival = NIODeadline.now()
        var lastPart = NIODeadline.uptimeNanoseconds(0)
        var isFlushScheduled = false
        var watchdog: Scheduled<Void>?
        var eventLoop: (any EventLoop)?
        var head: HTTPResponseHead?
        var refusal = ByteBuffer()
        var end: Result<Void, any Error>?
    }

    let state: Mutex<State>
    /// The longest time without any content; nil for streams that may be silent for days.
    let idleLimit: Duration?

    private let onHead: (@Sendable () -> Void)?

    init(decoder: Decoder, idleLimit: Duration? = nil, onHead: (@Sendable () -> Void)? = nil) {
        state = Mutex(State(decoder: decoder))
        self.idleLimit = idleLimit
        self.onHead = onHead
    }

    /// Waits for the next batch.
    /// - Returns: nil when the engine ended the stream properly.
    /// - Throws: `EngineFailure` or the decoder's error, after everything that came before it was returned.
    func next() async throws -> Decoder.Batch? {
        try await withCheckedThrowingContinuation { continuation in
            let (delivery, room) = state.withLock { state -> (Delivery?, EventLoopPromise<Void>?) in
                state.reader = continuation
                return Self.deliver(&state, stream: self)
            }
            delivery?.resume()
            room?.succeed(())
        }
    }

    /// Ends the stream from this side: the reader gets `error`, and what was not read is dropped.
    func abandon(with error: any Error) {
        let (reader, room) = state.withLock { state in
            state.end = .failure(error)
            state.watchdog?.cancel()
            if state.decoder.hasBatch { _ = state.decoder.takeBatch() }
            defer { (state.reader, state.room) = (nil, nil) }
            return (state.reader, state.room)
        }
        reader?.resume(throwing: error)
        room?.fail(error)
    }

    // MARK: What the HTTP client calls, on the event loop

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
        state.withLock { state in
            state.head = head
            state.eventLoop = task.eventLoop
            state.lastArrival = .now()
        }
        if head.status == .ok { onHead?() }
        return task.eventLoop.makeSucceededVoidFuture()
    }

    // Called for every line of a log: without a version of its own it would look up types at run time (a fifth of the CPU).
    @specialized(where Decoder == LogDecoder)
    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let (delivery, outcome) = state.withLock { state -> (Delivery?, Result<EventLoopFuture<Void>?, any Error>) in
            if idleLimit != nil { state.lastArrival = .now() }
            if case .failure(let error) = state.end { return (nil, .failure(error)) }
            guard state.head?.status == .ok else {
                state.refusal.writeBytes(
                    buffer.readableBytesView.prefix(Self.maximumRefusal - state.refusal.writerIndex))
                return (nil, .success(nil))
            }
            do {
                try buffer.withUnsafeReadableBytes { try state.decoder.decode($0) }
            } catch {
                state.end = .failure(error)
                return (Self.deliver(&state, stream: self).0, .failure(error))
            }
            let (delivery, _) = Self.deliver(&state, stream: self)
            let now = NIODeadline.now()
            let comesAtOnce = now - state.lastPart < .milliseconds(1)
            state.lastPart = now
            guard state.decoder.isFull else {
                guard comesAtOnce, buffer.readableBytes < Self.smallPart else { return (delivery, .success(nil)) }
                return (delivery, .success(task.eventLoop.scheduleTask(in: Self.rest) {}.futureResult))
            }
            let room = task.eventLoop.makePromise(of: Void.self)
            state.room = room
            return (delivery, .success(room.futureResult))
        }
        delivery?.resume()
        return switch outcome {
        case .success(let room): room ?? task.eventLoop.makeSucceededVoidFuture()
        case .failure(let error): task.eventLoop.makeFailedFuture(error)
        }
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        end(with: .failure(EngineFailure.classify(error, deadline: idleLimit ?? .zero)))
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) throws {
        end(with: .success(()))
    }

    private func end(with result: Result<Void, any Error>) {
        let (delivery, room) = state.withLock { state -> (Delivery?, EventLoopPromise<Void>?) in
            guard state.end == nil else { return (nil, nil) }
            state.watchdog?.cancel()
            state.end = result.flatMap { Result { try Self.check(&state) } }
            return Self.deliver(&state, stream: self)
        }
        delivery?.resume()
        room?.succeed(())
    }

    /// Whether an answer that ended as HTTP is a success and complete.
    private static func check(_ state: inout State) throws {
        guard let head = state.head else { throw EngineFailure.cut("the engine sent no answer") }
        guard head.status == .ok else {
            throw EngineClient.refusal(
                EngineReply(status: Int(head.status.code), headers: head.headers, body: state.refusal))
        }
        try state.decoder.finish()
        // Without a length or chunks an answer ends with its connection, which proves nothing.
        guard head.headers.contains(name: "Transfer-Encoding") || head.headers.contains(name: "Content-Length") else {
            throw EngineFailure.cut("the answer has neither chunks nor a length, so its end is not proven")
        }
    }
}
