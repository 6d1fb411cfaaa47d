import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension EngineFailure {
    /// Classifies an error of the HTTP client; a cancellation is not a failure of the engine and stays what it is.
    static func classify(_ error: any Error, deadline: Duration) -> any Error {
        switch error {
        case let failure as EngineFailure: failure
        case is CancellationError: error
        case let error as HTTPClientError: classify(error, deadline: deadline)
        case let error as IOError: EngineFailure.classify(errno: error.errnoCode, text: "\(error)")
        case is ResponseAccumulator.ResponseTooBigError: EngineFailure.tooLarge(limit: EngineClient.maximumBody)
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
        default: .unreachable(.other(text))
        }
    }
}
