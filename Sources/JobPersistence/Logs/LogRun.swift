import JobCore

/// Records that go into one segment by one write: their index entries, and where their bytes lie in the batch.
struct LogRun {
    private(set) var index: [UInt8]
    private(set) var recordCount = 0
    private(set) var byteCount: Int64 = 0
    /// One range unless records in between were dropped.
    private(set) var ranges: [Range<Int>] = []

    init(capacity: Int) {
        index = [UInt8](repeating: 0, count: capacity * LogIndexRecord.size)
    }

    mutating func add(_ entry: LogIndexRecord, _ payload: UnsafeRawBufferPointer, _ range: Range<Int>, _ crc: CRC32) {
        let start = recordCount * LogIndexRecord.size
        index.withUnsafeMutableBytes { buffer in
            let slot = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + LogIndexRecord.size])
            guard let base = slot.baseAddress else { return }
            entry.write(to: base)
            let head = UnsafeRawBufferPointer(start: base, count: LogIndexRecord.checkedSize)
            let checksum = crc.checksum(payload, after: crc.checksum(head))
            base.storeBytes(of: checksum.littleEndian, toByteOffset: LogIndexRecord.checkedSize, as: UInt32.self)
        }
        recordCount += 1
        byteCount += Int64(range.count)
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }

    mutating func reset() {
        recordCount = 0
        byteCount = 0
        ranges.removeAll()
    }
}
