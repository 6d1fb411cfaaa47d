/// Why the bytes of a log answer are not a log.
enum LogFrameError: Error, Hashable, Sendable {
    /// The first byte of a frame names no stream (0 to 3), or the three bytes behind it are not zero.
    case unknownStream([UInt8])
    /// A frame claims more bytes than any engine writes (Docker parts lines at 16 KiB, Podman at 8 KiB).
    case frameTooLong(UInt32)
    /// The answer ended within a frame's header of 8 bytes.
    case cutInHeader
    /// The answer ended within a frame.
    case cutInFrame(missing: Int)
    /// Timestamps were asked for, and a frame has none.
    case noTimestamp
    /// The engine itself reports that it cannot go on reading (frame type 3), in its own words.
    case engineReported(String)
}

extension LogFrameError: CustomStringConvertible {
    var description: String {
        switch self {
        case .unknownStream(let header): "the frame header \(header) names no stream"
        case .frameTooLong(let count):
            "a frame claims \(count) bytes; at most \(LogFrameDecoder.maximumPayload) are allowed"
        case .cutInHeader: "the answer ended within a frame header"
        case .cutInFrame(let missing): "the answer ended \(missing) bytes before the end of a frame"
        case .noTimestamp: "a line has no timestamp"
        case .engineReported(let words): "the engine stopped reading the log: \(words)"
        }
    }
}
