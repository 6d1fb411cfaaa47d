import Dispatch
import Glibc

/// One client of a `MetricsServer`: its request is read, then its answer written, both as fast as the client goes and without
/// waiting for it. Confined to the server's queue, which is what makes it safe to send.
final class MetricsConnection: @unchecked Sendable {
    private let descriptor: Int32
    private let queue: DispatchQueue
    private var request: [UInt8] = []
    private var rest: ArraySlice<UInt8> = []
    private var source: (any DispatchSourceProtocol)?
    /// Whether its request has not come to its end.
    private(set) var isReading = true
    /// Whether its answer is known, or it has ended before.
    private(set) var isWriting = false
    /// Whether nothing more goes over it.
    private(set) var hasEnded = false

    private static let maxRequestLength = 8 << 10

    /// Takes over a descriptor that does not block, and closes it.
    init(_ descriptor: Int32, queue: DispatchQueue) {
        self.descriptor = descriptor
        self.queue = queue
    }

    /// Reads the request.
    ///
    /// - Parameter handle: gets the path without its query; empty for a request that is none of ours, `nil` for what is none.
    func read(_ handle: @escaping (String?) -> Void) {
        let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [weak self] in
            guard let self, isReading, let isWhole = readSome() else { return }
            isReading = false
            source.cancel()
            handle(isWhole ? path : nil)
        }
        begin(source)
    }

    /// Writes bytes after the request was read.
    func write(_ bytes: [UInt8], then isDone: @escaping () -> Void) {
        guard !hasEnded else { return }
        isWriting = true
        rest = bytes[...]
        let source = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
        source.setEventHandler { [weak self] in
            guard let self, !hasEnded, writeSome() else { return }
            isDone()
        }
        begin(source)
    }

    /// Closes it.
    func end() {
        guard !hasEnded else { return }
        hasEnded = true
        isWriting = true
        // Between the request and its answer there is no source whose end would close it.
        if let source, !source.isCancelled { source.cancel() } else { close() }
        source = nil
    }

    /// The descriptor lives as long as the last source that looks at it.
    private func begin(_ source: any DispatchSourceProtocol) {
        source.setCancelHandler { [self] in
            if hasEnded { close() }
        }
        self.source = source
        source.activate()
    }

    private var isClosed = false

    private func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }

    /// - Returns: whether the request is whole; `nil` when more has to come.
    private func readSome() -> Bool? {
        var buffer = [UInt8](repeating: 0, count: 2048)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN || errno == EINTR { return nil }
        guard count > 0, request.count + count <= Self.maxRequestLength else { return false }
        request += buffer[..<count]
        // What stands behind the head, a body, is of no interest.
        return request.contains("\r\n\r\n".utf8) ? true : nil
    }

    /// - Returns: whether nothing is left to do.
    private func writeSome() -> Bool {
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return false }
            guard count > 0 else { return true }
            rest = rest.dropFirst(count)
        }
        shutdown(descriptor, Int32(SHUT_WR))
        return true
    }

    private var path: String {
        let line = request.prefix { $0 != 0x0D }
        let words = String(decoding: line, as: UTF8.self).split(separator: " ")
        guard words.count == 3, words[0] == "GET", words[2].hasPrefix("HTTP/1.") else { return "" }
        return words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).first.map(String.init)
            ?? ""
    }
}
