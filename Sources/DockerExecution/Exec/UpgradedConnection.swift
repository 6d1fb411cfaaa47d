import Dispatch
import Foundation
import Glibc

/// A connection to the engine that was turned into a plain line of bytes (`101 Switching Protocols`), which the HTTP client
/// cannot do. Its own socket, with a queue for each direction, since reading blocks.
final class UpgradedConnection: Sendable {
    private let descriptor: CInt
    private let reading = DispatchQueue(label: "berth.exec.read")
    private let writing = DispatchQueue(label: "berth.exec.write")

    private static let longestHead = 16 << 10
    private static let answerDeadline = timeval(tv_sec: 10, tv_usec: 0)

    /// Connects, sends a request and reads the head of its answer. Blocks for at most ten seconds.
    ///
    /// - Throws: `EngineFailure`.
    init(socketPath: String, request: [UInt8]) throws {
        // From here on `deinit` closes the descriptor, also when this throws.
        descriptor = try EngineSocket.connect(to: socketPath, isBlocking: true)
        setDeadline(Self.answerDeadline)
        guard Self.send(request, to: descriptor) else { throw Self.broken }
        try readHead()
        setDeadline(timeval())
    }

    deinit {
        Glibc.close(descriptor)
    }

    private static let broken = EngineFailure.cut("the engine closed the connection")

    private func setDeadline(_ time: timeval) {
        var time = time
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &time, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Byte by byte: what stands behind the head belongs to the command.
    private func readHead() throws {
        var head: [UInt8] = []
        while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
            var byte: UInt8 = 0
            let count = recv(descriptor, &byte, 1, 0)
            if count < 0, errno == EAGAIN { throw EngineFailure.timedOut(after: .seconds(10)) }
            guard count == 1, head.count < Self.longestHead else { throw Self.broken }
            head.append(byte)
        }
        let text = String(decoding: head, as: UTF8.self)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        // Older engines say 200 and go over to bytes all the same.
        guard status != 101, status != 200 else { return }
        var body = [UInt8](repeating: 0, count: 4096)
        let count = max(0, recv(descriptor, &body, body.count, 0))
        let answer = String(decoding: body[..<count], as: UTF8.self)
        throw EngineFailure.status(status, message: Self.message(in: answer))
    }

    /// `{"message":"…"}`, possibly between the marks of a chunked answer.
    private static func message(in answer: String) -> String {
        guard let start = answer.range(of: "\"message\":\""), let end = answer[start.upperBound...].firstIndex(of: "\"")
        else { return answer }
        return String(answer[start.upperBound..<end])
    }

    /// The next bytes; `nil` at the end.
    func read() async -> [UInt8]? {
        await withCheckedContinuation { continuation in
            reading.async { [self] in
                var buffer = [UInt8](repeating: 0, count: 32 << 10)
                let count = recv(descriptor, &buffer, buffer.count, 0)
                continuation.resume(returning: count > 0 ? Array(buffer[..<count]) : nil)
            }
        }
    }

    /// Sends bytes; false when the line is gone.
    func write(_ bytes: [UInt8]) async -> Bool {
        await withCheckedContinuation { continuation in
            writing.async { [self] in continuation.resume(returning: Self.send(bytes, to: descriptor)) }
        }
    }

    /// Says that nothing more will be sent.
    func endWriting() async {
        await withCheckedContinuation { continuation in
            writing.async { [self] in
                shutdown(descriptor, CInt(SHUT_WR))
                continuation.resume()
            }
        }
    }

    /// Ends both directions: who waits in `read` gets the end.
    func close() {
        shutdown(descriptor, CInt(SHUT_RDWR))
    }

    private static func send(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
