import JobCore
import JobEngine

/// One record of an `.idx` file: 48 bytes, little endian.
///
/// | at | size | what |
/// |---|---|---|
/// | 0 | 4 | offset of its bytes in the segment's `.log` |
/// | 4 | 4 | how many bytes |
/// | 8 | 8 | lines of the whole log that began before it; grows, so that a line is found by halving |
/// | 16 | 4 | lines that begin in it |
/// | 20 | 4 | how many lines back the line lies that it goes on with; 0 unless continued |
/// | 24 | 8 | seconds of the engine's time |
/// | 32 | 4 | nanoseconds of it |
/// | 36 | 4 | its place among the records of its stream with that very time |
/// | 40 | 1 | stream: 1 standard output, 2 standard error |
/// | 41 | 1 | flags: 1 continues a line, 2 has no time |
/// | 42 | 2 | zero |
/// | 44 | 4 | CRC-32 of the 44 bytes before and of its bytes in the `.log` |
struct LogIndexRecord: Equatable {
    static let size = 48
    static let checkedSize = 44

    var offset: UInt32
    var length: UInt32
    var linesBefore: Int64
    var lineCount: UInt32
    var linesBack: UInt32
    var time: EngineTime?
    var indexInTime: UInt32
    var stream: LogStream
    var isContinuation: Bool

    /// The line that its first byte belongs to.
    var line: Int64 { isContinuation ? linesBefore - Int64(linesBack) : linesBefore }
    /// Lines that have begun up to its end.
    var linesAfter: Int64 { linesBefore + Int64(lineCount) }
    /// Where its bytes end in the segment.
    var end: Int64 { Int64(offset) + Int64(length) }

    /// Writes all but the checksum.
    func write(to target: UnsafeMutableRawPointer) {
        target.storeBytes(of: offset.littleEndian, as: UInt32.self)
        target.storeBytes(of: length.littleEndian, toByteOffset: 4, as: UInt32.self)
        target.storeBytes(of: linesBefore.littleEndian, toByteOffset: 8, as: Int64.self)
        target.storeBytes(of: lineCount.littleEndian, toByteOffset: 16, as: UInt32.self)
        target.storeBytes(of: linesBack.littleEndian, toByteOffset: 20, as: UInt32.self)
        target.storeBytes(of: (time?.seconds ?? 0).littleEndian, toByteOffset: 24, as: Int64.self)
        target.storeBytes(of: (time?.nanoseconds ?? 0).littleEndian, toByteOffset: 32, as: UInt32.self)
        target.storeBytes(of: indexInTime.littleEndian, toByteOffset: 36, as: UInt32.self)
        let flags: UInt8 = (isContinuation ? 1 : 0) | (time == nil ? 2 : 0)
        target.storeBytes(of: stream.rawValue, toByteOffset: 40, as: UInt8.self)
        target.storeBytes(of: flags, toByteOffset: 41, as: UInt8.self)
        target.storeBytes(of: 0, toByteOffset: 42, as: UInt16.self)
    }
}

extension LogIndexRecord {
    /// Reads a record at `position` of `bytes`; `nil` when it cannot be one, as in a torn tail.
    init?(_ bytes: UnsafeRawBufferPointer, at position: Int) {
        guard position + Self.size <= bytes.count,
            let stream = LogStream(rawValue: bytes[position + 40])
        else { return nil }
        func load<Value: FixedWidthInteger>(_ offset: Int) -> Value {
            Value(littleEndian: bytes.loadUnaligned(fromByteOffset: position + offset, as: Value.self))
        }
        let flags = bytes[position + 41]
        let nanoseconds: UInt32 = load(32)
        self.init(
            offset: load(0), length: load(4), linesBefore: load(8), lineCount: load(16), linesBack: load(20),
            time: flags & 2 == 0 ? EngineTime(seconds: load(24), nanoseconds: nanoseconds) : nil,
            indexInTime: load(36), stream: stream, isContinuation: flags & 1 == 1)
    }
}

extension LogIndexRecord {
    /// As a reader hands it out in a block whose bytes begin at `start`.
    func record(from start: UInt32) -> LogBlock.Record {
        LogBlock.Record(
            stream: stream, time: time, firstLine: line, nextLine: linesBefore, lineCount: Int(lineCount),
            isContinuation: isContinuation, offset: Int(offset - start), length: Int(length))
    }
}
