import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection to the engine that was turned into a plain line of bytes (`101 Switching Protocols`), which the HTTP client
/// cannot do. Over a unix socket, TCP or TLS alike.
final class UpgradedConnection: Sendable {
    private let channel: any Channel
    private let line: ByteLine
    /// What came with the head of the answer, and belongs to the command.
    private let first: Mutex<[UInt8]>

    private static let longestHead = 16 << 10
    private static let answerDeadline = Duration.seconds(10)
    private static let broken = EngineFailure.cut("the engine closed the connection")

    /// Connects, sends a request and reads the head of its answer, within ten seconds.
    ///
    /// - Throws: `EngineFailure`.
    static func open(_ transport: EngineTransport, request: [UInt8]) async throws -> UpgradedConnection {
        let (channel, line) = try await connect(transport)
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(answerDeadline)) {
            line.fail(EngineFailure.timedOut(after: answerDeadline))
        }
        defer { timer.cancel() }
        do {
            try await channel.writeAndFlush(ByteBuffer(bytes: request)).get()
            let rest = try await readHead(line)
            return UpgradedConnection(channel, line, first: rest)
        } catch {
            try? await channel.close().get()
            let failure = EngineFailure.classify(error, deadline: answerDeadline)
            guard let known = failure as? EngineFailure else { throw failure }
            throw await transport.explain(known)
        }
    }

    private init(_ channel: any Channel, _ line: ByteLine, first: [UInt8]) {
        self.channel = channel
        self.line = line
        self.first = Mutex(first)
    }

    deinit {
        channel.close(promise: nil)
    }

    private static func connect(_ transport: EngineTransport) async throws -> (any Channel, ByteLine) {
        let address = try await transport.address()
        let line = ByteLine()
        let tls = try transport.tls.map { try NIOSSLContext(configuration: $0) }
        var name: String?
        // A number is compared with the addresses in the certificate, and is no name to ask for.
        if case .port(let host, _, true) = address, (try? SocketAddress(ipAddress: host, port: 0)) == nil {
            name = host
        }
        let serverName = name
        let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(TimeAmount(EngineClient.connectDeadline))
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: tls, serverHostname: serverName))
                    }
                    try channel.pipeline.syncOperations.addHandler(line)
                }
            }
        do {
            let channel: any Channel
            switch address {
            case .socket(let path): channel = try await bootstrap.connect(unixDomainSocketPath: path).get()
            case .port(let host, let port, _): channel = try await bootstrap.connect(host: host, port: port).get()
            }
            try? await LineCare.keepAlive(channel).get()
            return (channel, line)
        } catch {
            let failure = EngineFailure.classify(error, deadline: EngineClient.connectDeadline)
            guard let known = failure as? EngineFailure else { throw failure }
            throw await transport.explain(known)
        }
    }

    /// - Returns: what stands behind the head.
    private static func readHead(_ line: ByteLine) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        var end: Int?
        while end == nil {
            guard bytes.count < longestHead, let more = try await line.read() else { throw broken }
            let start = max(0, bytes.count - 3)
            bytes += more
            end = bytes.indices.dropFirst(start).first { bytes[$0...].starts(with: "\r\n\r\n".utf8) }
        }
        guard let end else { throw broken }
        let text = String(decoding: bytes[..<end], as: UTF8.self)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        var rest = Array(bytes[(end + 4)...])
        // Older engines say 200 and go over to bytes all the same.
        guard status != 101, status != 200 else { return rest }
        if rest.isEmpty { rest = try await line.read() ?? [] }
        throw EngineFailure.status(status, message: message(in: String(decoding: rest, as: UTF8.self)))
    }

    /// `{"message":"…"}`, possibly between the marks of a chunked answer.
    private static func message(in answer: String) -> String {
        guard let start = answer.range(of: "\"message\":\""), let end = answer[start.upperBound...].firstIndex(of: "\"")
        else { return answer }
        return String(answer[start.upperBound..<end])
    }

    /// The next bytes; `nil` at the end.
    func read() async -> [UInt8]? {
        let first = first.withLock { first in
            defer { first = [] }
            return first
        }
        if !first.isEmpty { return first }
        return try? await line.read()
    }

    /// Sends bytes; false when the line is gone.
    func write(_ bytes: [UInt8]) async -> Bool {
        (try? await channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()) != nil
    }

    /// Says that nothing more will be sent.
    func endWriting() async {
        try? await channel.close(mode: .output).get()
    }

    /// Ends both directions: who waits in `read` gets the end.
    func close() {
        channel.close(promise: nil)
    }
}
