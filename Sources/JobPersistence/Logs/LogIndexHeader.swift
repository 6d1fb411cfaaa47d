import JobCore

/// The first 128 bytes of an `.idx` file, little endian: how far the log reached before this segment. What a limit has cut
/// is the difference to the end of the segment before, and needs no record of its own.
///
/// | at | size | what |
/// |---|---|---|
/// | 0 | 8 | `BERTHIDX` |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | number of the segment |
/// | 16 | 24 | records, lines, bytes before it, 8 each |
/// | 40 | 40 | standard output: bytes 8, seconds 8, open line 8 (−1 for none), nanoseconds 4, index in time 4, has a time 4, zero 4 |
/// | 80 | 40 | standard error, the same |
/// | 120 | 4 | zero |
/// | 124 | 4 | CRC-32 of the 124 bytes before |
struct LogIndexHeader: Equatable {
    static let size = 128
    private static let magic: [UInt8] = Array("BERTHIDX".utf8)
    private static let version: UInt32 = 1
    private static let checkedSize = 124

    var segment: Int
    var cursor: LogCursor

    init(segment: Int, cursor: LogCursor) {
        self.segment = segment
        self.cursor = cursor
    }

    func encoded(_ crc: CRC32) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.size)
        bytes.withUnsafeMutableBytes { buffer in
            func store<Value: FixedWidthInteger>(_ value: Value, _ offset: Int) {
                buffer.storeBytes(of: value.littleEndian, toByteOffset: offset, as: Value.self)
            }
            buffer.copyBytes(from: Self.magic)
            store(Self.version, 8)
            store(UInt32(segment), 12)
            store(cursor.records, 16)
            store(cursor.lines, 24)
            store(cursor.bytes, 32)
            for (state, base) in [(cursor.stdout, 40), (cursor.stderr, 80)] {
                store(state.bytes, base)
                store(state.time?.seconds ?? 0, base + 8)
                store(state.openLine ?? -1, base + 16)
                store(state.time?.nanoseconds ?? 0, base + 24)
                store(state.indexInTime, base + 28)
                store(UInt32(state.time == nil ? 0 : 1), base + 32)
            }
            let checksum = crc.checksum(
                UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<Self.checkedSize]))
            store(checksum, Self.checkedSize)
        }
        return bytes
    }

    /// `nil` when the bytes are no whole header of this version.
    init?(_ bytes: [UInt8], _ crc: CRC32) {
        guard bytes.count == Self.size, bytes.starts(with: Self.magic) else { return nil }
        let read: (Int, LogCursor)? = bytes.withUnsafeBytes { buffer in
            func load<Value: FixedWidthInteger>(_ offset: Int) -> Value {
                Value(littleEndian: buffer.loadUnaligned(fromByteOffset: offset, as: Value.self))
            }
            let checksum: UInt32 = load(Self.checkedSize)
            let version: UInt32 = load(8)
            let segment: UInt32 = load(12)
            guard version == Self.version,
                checksum == crc.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<Self.checkedSize]))
            else { return nil }
            func stream(_ base: Int) -> LogCursor.Stream {
                let openLine: Int64 = load(base + 16)
                let hasTime: UInt32 = load(base + 32)
                return LogCursor.Stream(
                    bytes: load(base),
                    time: hasTime == 1 ? EngineTime(seconds: load(base + 8), nanoseconds: load(base + 24)) : nil,
                    indexInTime: load(base + 28), openLine: openLine < 0 ? nil : openLine)
            }
            return (
                Int(segment),
                LogCursor(
                    records: load(16), lines: load(24), bytes: load(32), stdout: stream(40), stderr: stream(80))
            )
        }
        guard let read else { return nil }
        (segment, cursor) = read
    }
}
