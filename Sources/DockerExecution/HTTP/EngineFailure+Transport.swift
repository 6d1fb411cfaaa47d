import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

extension EngineFailure {
    /// Classifies an error of the HTTP client; a cancellation is not a failure of the engine and stays what it is.
    static func classify(_ error: any Error, deadline: Duration) -> any Error {
        switch error {
        case let failure as EngineFailure: failure
        case is CancellationError: error
        case let error as HTTPClientError: classify(error, deadline: deadline)
        case let error as IOError: EngineFailure.classify(errno: error.errnoCode, text: "\(error)")
        case is ResponseAccumulator.ResponseTooBigError: EngineFailure.tooLarge(limit: EngineClient.maximumBody)
        case let error as NIOConnectionError: classify(error)
        case is NIOSSLError, is BoringSSLError, is NIOSSLExtraError: tlsFailure("\(error)")
        case let error as HTTPParserError: EngineFailure.cut("the answer is not valid HTTP (\(error))")
        case let error as ChannelError: EngineFailure.classify(error, deadline: deadline)
        default: EngineFailure.cut("\(error)")
        }
    }

    private static func classify(_ error: HTTPClientError, deadline: Duration) -> any Error {
        switch error {
        case .cancelled: CancellationError()
        case .deadlineExceeded, .readTimeout, .writeTimeout: EngineFailure.timedOut(after: deadline)
        case .connectTimeout, .getConnectionFromPoolTimeout:
            EngineFailure.timedOut(after: EngineClient.connectDeadline)
        case .remoteConnectionClosed:
            EngineFailure.cut("the engine closed the connection before the answer was complete")
        default: EngineFailure.cut(error.description)
        }
    }

    /// A name may have several addresses: the last one's answer is told.
    private static func classify(_ error: NIOConnectionError) -> any Error {
        if let last = error.connectionErrors.last {
            return classify(last.error, deadline: EngineClient.connectDeadline)
        }
        return EngineFailure.unreachable(.unresolved(error.host))
    }

    /// The library's names are all that tells these apart.
    private static func tlsFailure(_ words: String) -> EngineFailure {
        func says(_ part: String) -> Bool { words.range(of: part, options: .caseInsensitive) != nil }
        if says("failedToValidateHostname") {
            return .untrusted("its certificate is for another name than the one in the address")
        }
        if says("CERTIFICATE_REQUIRED") || says("ALERT_BAD_CERTIFICATE") || says("ALERT_UNKNOWN_CA")
            || says("ALERT_CERTIFICATE") || says("HANDSHAKE_FAILURE")
        {
            return .untrusted(
                "it does not accept our certificate. Give one that its authority has signed by --tls-cert and --tls-key"
            )
        }
        if says("WRONG_VERSION_NUMBER") || says("HTTP_REQUEST") {
            return .untrusted("it does not speak TLS there. Check the port, or take the TLS options out")
        }
        if says("PROTOCOL_VERSION") || says("UNSUPPORTED_PROTOCOL") {
            return .untrusted("it speaks no TLS newer than 1.1, which is not safe any more. Update it")
        }
        if says("CERTIFICATE_VERIFY_FAILED") { return .untrusted(nil) }
        return .cut("the TLS line broke (\(words))")
    }

    private static func classify(_ error: ChannelError, deadline: Duration) -> EngineFailure {
        switch error {
        case .connectTimeout: .timedOut(after: EngineClient.connectDeadline)
        case .ioOnClosedChannel, .inputClosed, .outputClosed, .alreadyClosed, .eof:
            .cut("the engine closed the connection before the answer was complete")
        default: .cut("\(error)")
        }
    }

    static func classify(errno code: CInt, text: String) -> EngineFailure {
        switch code {
        case ENOENT, ENOTDIR: .unreachable(.noSocket)
        case ECONNREFUSED: .unreachable(.refused)
        case EACCES, EPERM: .unreachable(.permission)
        case ECONNRESET, EPIPE, ENOTCONN: .cut("the engine closed the connection before the answer was complete")
        case EHOSTUNREACH, ENETUNREACH: .unreachable(.other("there is no route to it"))
        case ETIMEDOUT: .timedOut(after: EngineClient.connectDeadline)
        default: .unreachable(.other(text))
        }
    }
}
