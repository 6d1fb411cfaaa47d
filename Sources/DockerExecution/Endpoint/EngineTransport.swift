import Logging
import NIOSSL
import Synchronization

/// The way to an engine: its address, its TLS, and the tunnel where one has to be dug first.
final class EngineTransport: Sendable {
    let access: EngineAccess
    let tls: TLSConfiguration?
    private let tunnel: SSHTunnel?
    private let fixed: EngineAddress?
    /// Whether the engine has ever answered: then it accepts our certificate.
    private let hasAnswered = Mutex(false)

    /// - Parameters:
    ///   - tls: what the files of `access` hold.
    ///   - environment: of the ssh client.
    init(_ access: EngineAccess, tls: TLSConfiguration?, environment: [String: String], logger: Logger) {
        self.access = access
        self.tls = tls
        switch access.endpoint {
        case .unix(let path):
            (fixed, tunnel) = (.socket(path: path), nil)
        case .tcp(let host, _):
            (fixed, tunnel) = (.port(host: host, port: access.port, isEncrypted: tls != nil), nil)
        case .ssh(let target):
            (fixed, tunnel) = (nil, SSHTunnel(target, environment: environment, logger: logger))
        }
    }

    /// Where to connect.
    /// - Throws: `EngineFailure.tunnel`.
    func address() async throws -> EngineAddress {
        if let fixed { return fixed }
        guard let tunnel else { throw EngineFailure.tunnel("there is no way to it") }
        return .socket(path: try await tunnel.socketPath())
    }

    func noteAnswer() { hasAnswered.withLock { $0 = true } }

    /// What is known of a failure beyond the failure itself.
    func explain(_ failure: EngineFailure) async -> EngineFailure {
        switch failure {
        case .cut, .unreachable:
            // ssh stands, but cannot open the far socket: it closes this end, and says why in its own words.
            if let complaint = await tunnel?.complaint() { return .tunnel(complaint) }
            // Who says no to a certificate may close the line before that is read.
            guard let tls, !hasAnswered.withLock({ $0 }) else { break }
            if let objection = await CertificateDoubt.objection(at: fixed, to: tls) { return objection }
        case .untrusted(nil):
            if let reason = await CertificateDoubt.find(at: fixed, authority: access.tls?.authority) {
                return .untrusted(reason)
            }
        default: break
        }
        return failure
    }

    func close() async {
        await tunnel?.close()
    }
}
