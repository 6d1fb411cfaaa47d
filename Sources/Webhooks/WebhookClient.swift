import AsyncHTTPClient
public import Foundation
public import JobEngine
import NIOCore
import NIOHTTP1
import NIOSSL

/// Posts notices as Standard Webhooks does (https://www.standardwebhooks.com): id, time and signature in headers, so that a
/// receiver can tell who sent it, when, and whether it came before.
public struct WebhookClient: Sendable {
    /// For one whole call.
    private let limit: TimeAmount

    /// What a receiver's answer is read up to; nobody looks at it.
    private static let longestAnswer = 64 << 10

    /// - Parameter limit: for one whole call. Default 10 s.
    public init(limit: Duration = .seconds(10)) {
        self.limit = .nanoseconds(Int64(limit / .nanoseconds(1)))
    }

    /// Posts a body once. Redirects are not followed: what is signed is meant for one receiver.
    ///
    /// - Parameters:
    ///   - id: of the notice; the same one when it is sent again.
    ///   - key: for the signature; `nil` sends none.
    ///   - authority: a file with certificates that sign the receiver's, besides those that this machine trusts.
    /// - Throws: whether another try can help.
    public func post(
        _ body: String, id: String, to url: String, key: WebhookKey?, authority: String? = nil, now: Date = Date()
    ) async throws(NotificationFailure) {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json; charset=utf-8")
        request.headers.add(name: "user-agent", value: "berth")
        let time = Int64(now.timeIntervalSince1970)
        request.headers.add(name: "webhook-id", value: id)
        request.headers.add(name: "webhook-timestamp", value: "\(time)")
        if let key { request.headers.add(name: "webhook-signature", value: key.signature(id: id, time: time, body)) }
        request.body = .bytes(ByteBuffer(string: body))
        try judge(try await status(of: request, authority), url)
    }

    private func status(
        of request: HTTPClientRequest, _ authority: String?
    ) async throws(NotificationFailure) -> HTTPResponseStatus {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        if let authority {
            guard let certificates = try? NIOSSLCertificate.fromPEMFile(authority), !certificates.isEmpty else {
                throw .passing("The file '\(authority)' holds no certificate in PEM form, or cannot be read.")
            }
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.additionalTrustRoots = [.certificates(certificates)]
            configuration.tlsConfiguration = tls
        }
        configuration.timeout.connect = limit
        // Notices are rare: a client of its own for each leaves no idle connection behind.
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result: Result<HTTPResponseStatus, NotificationFailure>
        do {
            let response = try await client.execute(request, timeout: limit)
            _ = try? await response.body.collect(upTo: Self.longestAnswer)
            result = .success(response.status)
        } catch {
            result = .failure(Self.failure(error, request.url))
        }
        // It can only fail for calls that are under way, and there are none.
        try? await client.shutdown()
        return try result.get()
    }

    private static func failure(_ error: any Error, _ url: String) -> NotificationFailure {
        let words = (error as? HTTPClientError)?.shortDescription ?? "\(error)"
        guard error is NIOSSLError || error is BoringSSLError || error is NIOSSLExtraError else {
            return .passing("'\(url)' could not be reached: \(words).")
        }
        // The TLS library tells these apart in its words only.
        if words.contains("CERTIFICATE_VERIFY_FAILED") {
            return .passing(
                "'\(url)' has a certificate that is not trusted, or has expired. If it is the right one, name its authority by 'caFile' in the rule."
            )
        }
        if words.contains("failedToValidateHostname") || words.contains("Couldn't find") {
            return .passing("'\(url)' has a certificate for another name. Check the address.")
        }
        return .passing("'\(url)' does not speak TLS as it should: \(words).")
    }

    private func judge(_ status: HTTPResponseStatus, _ url: String) throws(NotificationFailure) {
        let sentence = "'\(url)' answered \(status.code) \(status.reasonPhrase)."
        switch status.code {
        case 200...299: return
        // Too slow, too early, too often: the receiver asks for another try.
        case 408, 425, 429, 500...599: throw .passing(sentence)
        default: throw .lasting(sentence)
        }
    }
}
