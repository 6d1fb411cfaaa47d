import Dispatch
import Foundation
import Glibc
import JobCore

/// Answers `GET` over plain HTTP/1.1, one request a connection. Made for a scraper and a health check, not for the world:
/// small requests, few connections, short deadlines, so that no client can hold the worker.
///
/// Plain sockets as in `HintServer`: NIO comes with the HTTP client, which only the Docker executor may pull in. Its state and
/// that of its connections is confined to its dispatch queue, which is what makes it safe to send; nothing on it blocks.
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
    private let source: any DispatchSourceRead
    private let respond: Responder
    /// The oldest first.
    private var connections: [MetricsConnection] = []

    /// Boxed, because a closure stored bare in a lock-free class is copied with a thunk at every call.
    private struct Responder: Sendable {
        let call: @Sendable (String) async -> Response
    }

    /// When one more comes, the oldest that has not asked yet makes room: who says nothing keeps nobody out.
    private static let maxConnections = 64
    /// For a whole request, for finding the answer, and for taking it.
    private static let deadline = DispatchTimeInterval.seconds(5)

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
        source.setEventHandler { [weak self] in self?.acceptAll(on: listener) }
        source.setCancelHandler { Glibc.close(listener) }
        source.activate()
    }

    /// Stops listening and reading; answers under way are still written.
    func close() {
        source.cancel()
        queue.async { for connection in self.connections where connection.isReading { self.end(connection) } }
    }

    private func acceptAll(on listener: Int32) {
        while let descriptor = TCPSocket.accept(on: listener) {
            if connections.count >= Self.maxConnections { makeRoom() }
            guard connections.count < Self.maxConnections else {
                Glibc.close(descriptor)
                continue
            }
            let connection = MetricsConnection(descriptor, queue: queue)
            connections.append(connection)
            connection.read { [weak self, weak connection] path in
                guard let self, let connection else { return }
                answer(path, on: connection)
            }
            drop(connection, unless: { !$0.isReading })
        }
        guard errno == EMFILE || errno == ENFILE else { return }
        // It stays readable: without a rest this would go on for ever.
        makeRoom()
        source.suspend()
        queue.asyncAfter(deadline: .now() + .milliseconds(100)) { self.source.resume() }
    }

    private func makeRoom() {
        if let silent = connections.first(where: \.isReading) { end(silent) }
    }

    private func end(_ connection: MetricsConnection) {
        connections.removeAll { $0 === connection }
        connection.end()
    }

    /// Ends a connection when its time is over.
    private func drop(_ connection: MetricsConnection, unless isDone: @escaping @Sendable (MetricsConnection) -> Bool) {
        queue.asyncAfter(deadline: .now() + Self.deadline) { [weak self, weak connection] in
            guard let self, let connection, !isDone(connection) else { return }
            end(connection)
        }
    }

    /// - Parameter path: `nil` for what is no request.
    private func answer(_ path: String?, on connection: MetricsConnection) {
        guard let path else { return end(connection) }
        // For finding the answer; writing it has as long again.
        drop(connection, unless: \.isWriting)
        Task {
            let response = await self.respond.call(path)
            self.queue.async {
                connection.write(Self.bytes(of: response)) { [weak self] in self?.end(connection) }
                self.drop(connection, unless: \.hasEnded)
            }
        }
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
