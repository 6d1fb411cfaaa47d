import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// Finds out why an engine's certificate was not accepted: the TLS library says only that it was not. Looks at it once more
/// on a line that is closed again before anything is said on it.
enum CertificateDoubt {
    /// - Returns: `nil` when the certificate cannot be seen.
    static func find(at address: EngineAddress?, authority: String?, now: Date = Date()) async -> String? {
        guard case .port(let host, let port, _) = address, let leaf = await leaf(host, port) else { return nil }
        let (begin, end) = (
            Date(timeIntervalSince1970: TimeInterval(leaf.notValidBefore)),
            Date(timeIntervalSince1970: TimeInterval(leaf.notValidAfter))
        )
        if end < now { return "its certificate has expired, on \(day(end)). Renew it on the engine's machine" }
        if begin > now { return "its certificate is valid from \(day(begin)) only. Is this machine's clock right?" }
        let who = authority.map { "'\($0)'" } ?? "an authority that this machine trusts"
        return "its certificate is not signed by \(who). Is it the right engine, and the right --tls-ca?"
    }

    /// Until when an engine's certificate is valid.
    static func validUntil(_ host: String, _ port: Int) async -> String? {
        await leaf(host, port).map { day(Date(timeIntervalSince1970: TimeInterval($0.notValidAfter))) }
    }

    private static func day(_ date: Date) -> String {
        date.formatted(.iso8601.year().month().day())
    }

    private static func leaf(_ host: String, _ port: Int) async -> NIOSSLCertificate? {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // Nothing is sent on this line: it is there to read the certificate that was refused.
        configuration.certificateVerification = .none
        guard let context = try? NIOSSLContext(configuration: configuration) else { return nil }
        let seen = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: NIOSSLCertificate?.self)
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(3))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        try NIOSSLClientHandler(context: context, serverHostname: nil))
                    try channel.pipeline.syncOperations.addHandler(Witness(seen))
                }
            }
            .connect(host: host, port: port).get()
        guard let channel else {
            seen.succeed(nil)
            return nil
        }
        let timeout = channel.eventLoop.scheduleTask(in: .seconds(3)) { seen.succeed(nil) }
        let leaf = try? await seen.futureResult.get()
        timeout.cancel()
        try? await channel.close().get()
        return leaf ?? nil
    }

    /// Takes the certificate when the handshake is through.
    private final class Witness: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let seen: EventLoopPromise<NIOSSLCertificate?>

        init(_ seen: EventLoopPromise<NIOSSLCertificate?>) {
            self.seen = seen
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if case TLSUserEvent.handshakeCompleted = event {
                seen.succeed(try? context.channel.pipeline.syncOperations.nioSSL_peerCertificate())
            }
            context.fireUserInboundEventTriggered(event)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            seen.succeed(nil)
            context.close(promise: nil)
        }
    }
}
