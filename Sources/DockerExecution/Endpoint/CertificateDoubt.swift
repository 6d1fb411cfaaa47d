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
        let seen = await watch(host, port, configuration, endsWithHandshake: true)
        return try? seen?.get()
    }

    /// What the engine has against our certificate, which it says right after the handshake to who stays silent.
    static func objection(at address: EngineAddress?, to tls: TLSConfiguration) async -> EngineFailure? {
        guard case .port(let host, let port, _) = address,
            case .failure(let error) = await watch(host, port, tls, endsWithHandshake: false),
            case let failure as EngineFailure = EngineFailure.classify(error, deadline: .zero),
            case .untrusted = failure
        else { return nil }
        return failure
    }

    /// Connects and stays silent.
    ///
    /// - Returns: the engine's certificate, or the error that ended the line; `nil` when neither came within a second or two.
    private static func watch(
        _ host: String, _ port: Int, _ configuration: TLSConfiguration, endsWithHandshake: Bool
    ) async -> Result<NIOSSLCertificate?, any Error>? {
        guard let context = try? NIOSSLContext(configuration: configuration) else { return nil }
        let group = MultiThreadedEventLoopGroup.singleton
        let seen = group.any().makePromise(of: NIOSSLCertificate?.self)
        let isNumber = (try? SocketAddress(ipAddress: host, port: port)) != nil
        let channel = try? await ClientBootstrap(group: group)
            .connectTimeout(.seconds(2))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(
                        try NIOSSLClientHandler(context: context, serverHostname: isNumber ? nil : host))
                    try pipeline.addHandler(Witness(seen, endsWithHandshake: endsWithHandshake))
                }
            }
            .connect(host: host, port: port).get()
        guard let channel else {
            seen.succeed(nil)
            return nil
        }
        let timeout = channel.eventLoop.scheduleTask(in: .seconds(1)) { seen.succeed(nil) }
        let result: Result<NIOSSLCertificate?, any Error>
        do {
            result = .success(try await seen.futureResult.get())
        } catch {
            result = .failure(error)
        }
        timeout.cancel()
        try? await channel.close().get()
        return result
    }

    /// Takes the certificate when the handshake is through, or the error that ended the line.
    private final class Witness: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let seen: EventLoopPromise<NIOSSLCertificate?>
        private let endsWithHandshake: Bool

        init(_ seen: EventLoopPromise<NIOSSLCertificate?>, endsWithHandshake: Bool) {
            self.seen = seen
            self.endsWithHandshake = endsWithHandshake
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            if endsWithHandshake, case TLSUserEvent.handshakeCompleted = event {
                seen.succeed(try? context.channel.pipeline.syncOperations.nioSSL_peerCertificate())
            }
            context.fireUserInboundEventTriggered(event)
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            seen.fail(error)
            context.close(promise: nil)
        }
    }
}
