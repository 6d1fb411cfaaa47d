import NIOCore
import NIOHTTP1

/// Joins the chunks of a body that came with one read from the socket.
///
/// The engine sends each line of a log as a chunk of its own, and every part that reaches the HTTP client passes several
/// queues: a hundred lines in a read cost a hundred times as much as one part that holds them all. Parts stay small enough
/// for the bounds of a batch, which ends with the part that fills it.
final class BodyJoiner: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private static let partSize = 8 << 10
    private var waiting: ByteBuffer?

    /// Puts one behind the decoder of a new connection.
    static func join(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop.submit {
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(BodyJoiner(), position: .after(decoder))
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .body(var part) = unwrapInboundIn(data) else {
            pass(context)
            return context.fireChannelRead(data)
        }
        if let waiting, waiting.readableBytes + part.readableBytes > Self.partSize { pass(context) }
        if waiting == nil {
            waiting = part
        } else {
            waiting?.writeBuffer(&part)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        pass(context)
        context.fireChannelReadComplete()
    }

    func channelInactive(context: ChannelHandlerContext) {
        pass(context)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        pass(context)
        context.fireErrorCaught(error)
    }

    private func pass(_ context: ChannelHandlerContext) {
        guard let joined = waiting else { return }
        waiting = nil
        context.fireChannelRead(wrapInboundOut(.body(joined)))
    }
}
