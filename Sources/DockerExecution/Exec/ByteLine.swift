import NIOCore
import Synchronization

/// Hands the bytes of a connection to the one task that reads them, and lets the other end wait while nobody does.
final class ByteLine: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private struct State {
        var waiting: [ByteBuffer] = []
        var size = 0
        var isHeldBack = false
        var isOver = false
        var failure: (any Error)?
        var reader: CheckedContinuation<Void, Never>?
        var channel: (any Channel)?
    }

    private static let mostWaiting = 256 << 10
    private let state = Mutex(State())

    func handlerAdded(context: ChannelHandlerContext) {
        let channel = context.channel
        state.withLock { $0.channel = channel }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        let (reader, isFull) = state.withLock { state -> (CheckedContinuation<Void, Never>?, Bool) in
            state.waiting.append(part)
            state.size += part.readableBytes
            let isFull = state.size > Self.mostWaiting && !state.isHeldBack
            if isFull { state.isHeldBack = true }
            defer { state.reader = nil }
            return (state.reader, isFull)
        }
        reader?.resume()
        if isFull { context.channel.setOption(.autoRead, value: false).whenFailure { _ in } }
    }

    func channelInactive(context: ChannelHandlerContext) {
        finish(nil)
        context.fireChannelInactive()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed = event { finish(nil) }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        finish(error)
        context.close(promise: nil)
    }

    /// Ends the line for who reads.
    func fail(_ error: any Error) { finish(error) }

    private func finish(_ error: (any Error)?) {
        let reader = state.withLock { state in
            state.isOver = true
            state.failure = state.failure ?? error
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume()
    }

    /// The next bytes; `nil` at the end. For one reader at a time.
    func read() async throws -> [UInt8]? {
        while true {
            let (bytes, isOver, failure, held) = state.withLock {
                state -> ([UInt8]?, Bool, (any Error)?, (any Channel)?) in
                guard !state.waiting.isEmpty else { return (nil, state.isOver, state.failure, nil) }
                let bytes = state.waiting.flatMap { Array($0.readableBytesView) }
                (state.waiting, state.size) = ([], 0)
                defer { state.isHeldBack = false }
                return (bytes, false, nil, state.isHeldBack ? state.channel : nil)
            }
            if let held { held.setOption(.autoRead, value: true).whenFailure { _ in } }
            if let bytes { return bytes }
            if let failure { throw failure }
            if isOver { return nil }
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    guard state.waiting.isEmpty, !state.isOver else { return true }
                    state.reader = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        }
    }
}
