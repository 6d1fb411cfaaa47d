import JobCore
import JobEngine

/// Takes the answer of the engine's log call apart, whatever the pieces in which it arrives.
///
/// Without a terminal the answer is a row of frames: 8 bytes of header (stream, three zeros, length as a big-endian 32-bit
/// number), then the payload. Each payload begins with a timestamp and a blank. A line beyond the engine's buffer
/// comes as several frames with the same timestamp, of which only the last ends in a newline: each becomes a record of
/// its own, and nothing is joined. With a terminal there are no frames, see `TerminalLogDecoder`.
///
/// A value without tasks or I/O: bytes in, records out. Bytes are copied once, from the network buffer into the batch.
struct LogFrameDecoder: Sendable {
    /// The longest payload that is accepted. Engines cut lines at 16 KiB; more means that the framing was lost.
    static let maximumPayload = 1 << 20
    static let headerLength = 8

    /// The beginning of a frame whose end has not arrived.
    private var pending: [UInt8] = []

    /// Decodes the next bytes of the answer into `log`.
    ///
    /// Records before the fault are in `log` when it throws; after that the decoder must not be fed again.
    mutating func decode(_ input: UnsafeRawBufferPointer, into log: inout LogBatch) throws(LogFrameError) {
        var rest = input
        if !pending.isEmpty, try !completePending(&rest, into: &log) { return }
        while rest.count >= Self.headerLength {
            let end = Self.headerLength + (try Self.payloadLength(rest))
            guard rest.count >= end else { break }
            try Self.append(frame: UnsafeRawBufferPointer(rebasing: rest[..<end]), to: &log)
            rest = UnsafeRawBufferPointer(rebasing: rest[end...])
        }
        pending.append(contentsOf: rest)
    }

    /// Says that the answer has ended; throws when it ended within a frame.
    func finish() throws(LogFrameError) {
        guard !pending.isEmpty else { return }
        guard pending.count >= Self.headerLength else { throw .cutInHeader }
        let length = pending[4..<8].reduce(0) { $0 << 8 | Int($1) }
        throw .cutInFrame(missing: Self.headerLength + length - pending.count)
    }

    /// Adds what `pending` lacks from the front of `input`. Returns whether the frame is now complete and decoded.
    private mutating func completePending(
        _ input: inout UnsafeRawBufferPointer, into log: inout LogBatch
    ) throws(LogFrameError) -> Bool {
        fill(upTo: Self.headerLength, from: &input)
        guard pending.count >= Self.headerLength else { return false }
        let length = try pending.withUnsafeBytes { bytes in
            Result { () throws(LogFrameError) in try Self.payloadLength(bytes) }
        }.get()
        fill(upTo: Self.headerLength + length, from: &input)
        guard pending.count == Self.headerLength + length else { return false }

        var frame: [UInt8] = []
        swap(&frame, &pending)
        try frame.withUnsafeBytes { bytes in
            Result { () throws(LogFrameError) in try Self.append(frame: bytes, to: &log) }
        }.get()
        frame.removeAll(keepingCapacity: true)
        swap(&frame, &pending)
        return true
    }

    private mutating func fill(upTo count: Int, from input: inout UnsafeRawBufferPointer) {
        let taken = min(max(0, count - pending.count), input.count)
        pending.append(contentsOf: input[..<taken])
        input = UnsafeRawBufferPointer(rebasing: input[taken...])
    }

    /// Checks a header and reads the length from it.
    @inline(__always)
    private static func payloadLength(_ header: UnsafeRawBufferPointer) throws(LogFrameError) -> Int {
        guard header[0] <= 3, header[1] | header[2] | header[3] == 0 else { throw .unknownStream(Array(header[..<4])) }
        let length = UInt32(bigEndian: header.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
        guard length <= maximumPayload else { throw .frameTooLong(length) }
        return Int(length)
    }

    @inline(__always)
    private static func append(frame: UnsafeRawBufferPointer, to log: inout LogBatch) throws(LogFrameError) {
        let payload = UnsafeRawBufferPointer(rebasing: frame[Self.headerLength...])
        guard frame[0] != 3 else { throw .engineReported(String(decoding: payload, as: UTF8.self)) }
        guard let (time, length) = EngineTimestamp.parse(payload), length < payload.count,
            payload[length] == UInt8(ascii: " ")
        else { throw .noTimestamp }
        // Type 0 is standard input, which engines echo as output (moby's stdcopy).
        let line = UnsafeRawBufferPointer(rebasing: payload[(length + 1)...])
        log.records.append(LogBatch.Record(length: line.count, stream: frame[0] == 2 ? .stderr : .stdout, time: time))
        log.bytes.append(contentsOf: line)
    }
}
