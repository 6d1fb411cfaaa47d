import JobCore
import JobEngine

/// Takes the log of a container with a terminal apart: raw bytes without frames, both streams merged.
///
/// The engine puts a timestamp and a blank before each of its messages. A message is a line, or the part of a line that
/// filled the engine's buffer (16 KiB in Docker, 8 KiB in Podman), so a timestamp may follow only a newline or exactly
/// that count of bytes: text that looks like a timestamp elsewhere is the container's own.
struct TerminalLogDecoder: Sendable {
    /// Longer than any timestamp with its blank (30 characters; Podman's 20).
    private static let longestStamp = 36

    /// The count of bytes at which the engine cuts a line.
    let partLength: Int
    /// The beginning of a message, with its timestamp, whose end has not arrived.
    private var pending: [UInt8] = []
    /// The time of a line whose last part has no newline.
    private var openTime: EngineTime?

    init(partLength: Int) {
        self.partLength = partLength
    }

    /// Decodes the next bytes of the answer into `log`.
    mutating func decode(_ input: UnsafeRawBufferPointer, into log: inout LogBatch) throws(LogFrameError) {
        pending.append(contentsOf: input)
        try decodePending(isEnd: false, into: &log)
    }

    /// Says that the answer has ended: what is left is a last line without a newline.
    mutating func finish(into log: inout LogBatch) throws(LogFrameError) {
        try decodePending(isEnd: true, into: &log)
    }

    private mutating func decodePending(isEnd: Bool, into log: inout LogBatch) throws(LogFrameError) {
        var bytes: [UInt8] = []
        swap(&bytes, &pending)
        defer { swap(&bytes, &pending) }
        let used = try bytes.withUnsafeBytes { raw in
            Result { () throws(LogFrameError) in try messages(in: raw, isEnd: isEnd, into: &log) }
        }.get()
        bytes.removeFirst(used)
    }

    /// Decodes whole messages from the front of `raw`. Returns how many bytes they took.
    private mutating func messages(
        in raw: UnsafeRawBufferPointer, isEnd: Bool, into log: inout LogBatch
    ) throws(LogFrameError) -> Int {
        var start = 0
        while start < raw.count {
            let rest = UnsafeRawBufferPointer(rebasing: raw[start...])
            let stamp = Self.stamp(of: rest)
            if stamp == nil, rest.count < Self.longestStamp, !isEnd { break }
            // Podman may cut a line elsewhere as well: then what goes on with it has no time of its own.
            guard let time = stamp?.time ?? openTime else { throw .noTimestamp }
            let text = UnsafeRawBufferPointer(rebasing: rest[(stamp?.length ?? 0)...])
            guard let end = messageEnd(in: text) ?? (isEnd ? text.count : nil) else { break }
            log.records.append(LogBatch.Record(length: end, stream: .stdout, time: time))
            log.bytes.append(contentsOf: text[..<end])
            openTime = text[..<end].last == UInt8(ascii: "\n") ? nil : time
            start += (stamp?.length ?? 0) + end
        }
        return start
    }

    /// The timestamp before a message, and its length with the blank.
    private static func stamp(of message: UnsafeRawBufferPointer) -> (time: EngineTime, length: Int)? {
        guard let (time, length) = EngineTimestamp.parse(message), length < message.count,
            message[length] == UInt8(ascii: " ")
        else { return nil }
        return (time, length + 1)
    }

    private func messageEnd(in text: UnsafeRawBufferPointer) -> Int? {
        if let newline = text.prefix(partLength).firstIndex(of: UInt8(ascii: "\n")) { return newline + 1 }
        return text.count >= partLength ? partLength : nil
    }
}
