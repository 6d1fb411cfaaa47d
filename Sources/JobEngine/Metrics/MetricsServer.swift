import Dispatch
import Foundation
import Glibc
import JobCore

/// Answers `GET` over plain HTTP/1.1, one request a connection. Made for a scraper and a health check, not for the world:
/// small requests, few connections, short deadlines, so that no client can hold the worker.
///
/// Plain sockets as in `HintServer`: NIO comes with the HTTP client, which only the Docker executor may pull in. Its state is
/// confined to its dispatch queue, which is what makes it safe to send.
final class MetricsServer: @unchecked Sendable {
    /// What is answered.
    struct Response: Sendable {
        /// 200, 404, 503.
        var status: Int
        /// Plain text.
        var body: String

        static let notFound = Response(status: 404, body: "There are /metrics and /healthz.\n")
    }

    /// Where it listens, with the real port.
    let address: ListenAddress
    private let queue = DispatchQueue(label: "berth.metrics.server")
    private let work = DispatchQueue(label: "berth.metrics.connections", attributes: .concurrent)
    private let source: any DispatchSourceRead
    private let respond: Responder
    private var connections = 0

    /// Boxed, because a closure stored bare in a lock-free class is copied with a thunk at every call.
    private struct Responder: Sendable {
        let call: @Sendable (String) async -> Response
    }

    /// More wait in the kernel, or are refused there.
    private static let maxConnections = 8
    /// For a whole request, and for each write.
    private static let deadline = 5
    private static let maxRequestLength = 8 << 10

    /// Listens.
    ///
    /// - Throws: `configuration` when the address cannot be had.
    init(
        _ address: ListenAddress, respond: @escaping @Sendable (String) async -> Response
    ) throws(StoreError) {
        let (listener, port) = try TCPSocket.listen(on: address)
        self.address = ListenAddress(host: address.host, port: port)
        self.respond = Responder(call: respond)
        source = DispatchSource.makeReadSource(fileDescriptor: listener, queue: queue)
        source.setEventHandler { [weak self] in self?.accept(on: listener) }
        source.setCancelHandler { Glibc.close(listener) }
        source.activate()
    }

    /// Stops listening; answers under way are still written.
    func close() {
        source.cancel()
    }

    private func accept(on listener: Int32) {
        while connections < Self.maxConnections, let descriptor = TCPSocket.accept(on: listener, within: Self.deadline)
        {
            connections += 1
            work.async { self.serve(descriptor) }
        }
        // Until one of them has ended, the rest waits in the kernel; the source would fire all the time.
        if connections >= Self.maxConnections { source.suspend() }
    }

    private func end(_ descriptor: Int32) {
        Glibc.close(descriptor)
        queue.async {
            if self.connections >= Self.maxConnections { self.source.resume() }
            self.connections -= 1
        }
    }

    /// Reads and writes block this thread of the connections' queue only, each for a bounded time.
    private func serve(_ descriptor: Int32) {
        guard let path = readPath(descriptor) else { return end(descriptor) }
        Task {
            let response = await self.respond.call(path)
            self.work.async {
                TCPSocket.write(Self.bytes(of: response), to: descriptor)
                self.end(descriptor)
            }
        }
    }

    /// The path of a request, without its query; `nil` for what is none, or comes too slowly.
    private func readPath(_ descriptor: Int32) -> String? {
        let end = ContinuousClock.now.advanced(by: .seconds(Self.deadline))
        var request: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 2048)
        // What stands behind the head, a body, is of no interest.
        while !request.contains("\r\n\r\n".utf8) {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0, request.count + count <= Self.maxRequestLength, ContinuousClock.now < end else {
                return nil
            }
            request += buffer[..<count]
        }
        let line = request.prefix { $0 != 0x0D }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[0] == "GET", words[2].hasPrefix("HTTP/1.") else { return "" }
        return words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
    }

    private static func bytes(of response: Response) -> [UInt8] {
        let reason = [200: "OK", 404: "Not Found", 503: "Service Unavailable"][response.status] ?? "Error"
        let head = """
            HTTP/1.1 \(response.status) \(reason)\r
            Content-Type: text/plain; version=0.0.4; charset=utf-8\r
            Content-Length: \(response.body.utf8.count)\r
            Connection: close\r
            \r

            """
        return Array((head + response.body).utf8)
    }
}

extension ListenAddress {
    init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }
}
