import Glibc
import JobCore

/// One pair of `NNNN.log` and `NNNN.idx`, open.
struct LogSegment {
    let number: Int
    let log: OpenFile
    let index: OpenFile
    let header: LogIndexHeader

    static func logName(_ number: Int) -> String { padded(number) + ".log" }
    static func indexName(_ number: Int) -> String { padded(number) + ".idx" }

    private static func padded(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// The numbers of the segments in a directory, first to last.
    static func numbers(in directory: OpenFile) throws(StoreError) -> [Int] {
        let copy = openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0, let stream = fdopendir(copy) else {
            throw SystemFailure("list the log directory '\(directory.path)'").asStoreError()
        }
        defer { closedir(stream) }
        var numbers: [Int] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name.hasSuffix(".idx"), let number = Int(name.dropLast(4)) { numbers.append(number) }
        }
        return numbers.sorted()
    }

    /// Opens a segment.
    ///
    /// - Returns: `nil` when it is not there, or its header is not whole.
    static func open(
        _ number: Int, in directory: OpenFile, isWriting: Bool, _ crc: CRC32
    ) throws(StoreError) -> LogSegment? {
        let flags = isWriting ? O_RDWR : O_RDONLY
        guard let index = try directory.file(indexName(number), flags),
            let log = try directory.file(logName(number), flags),
            let header = LogIndexHeader(try index.read(LogIndexHeader.size, at: 0), crc)
        else { return nil }
        return LogSegment(number: number, log: log, index: index, header: header)
    }

    /// Makes a segment behind `cursor`.
    static func create(
        _ number: Int, after cursor: LogCursor, in directory: OpenFile, _ crc: CRC32
    ) throws(StoreError) -> LogSegment {
        guard let log = try directory.file(logName(number), O_RDWR | O_CREAT | O_TRUNC),
            let index = try directory.file(indexName(number), O_RDWR | O_CREAT | O_TRUNC)
        else { throw SystemFailure("make a log in '\(directory.path)'", number: ENOENT).asStoreError() }
        let header = LogIndexHeader(segment: number, cursor: cursor)
        try header.encoded(crc).span.bytes.withUnsafeBytes { (bytes) throws(StoreError) in
            try index.write(bytes, at: 0)
        }
        return LogSegment(number: number, log: log, index: index, header: header)
    }

    static func remove(_ number: Int, in directory: OpenFile) {
        // The index goes first: without it the rest of a crash is no segment.
        unlinkat(directory.descriptor, indexName(number), 0)
        unlinkat(directory.descriptor, logName(number), 0)
    }

    /// Where record `position` of this segment stands in the index file.
    static func indexOffset(_ position: Int64) -> Int64 {
        Int64(LogIndexHeader.size) + position * Int64(LogIndexRecord.size)
    }

    /// Whole records in the index file, not yet checked.
    func recordCount() throws(StoreError) -> Int64 {
        max(0, (try index.size() - Int64(LogIndexHeader.size)) / Int64(LogIndexRecord.size))
    }

    /// One record.
    func record(_ position: Int64) throws(StoreError) -> LogIndexRecord? {
        let bytes = try index.read(LogIndexRecord.size, at: Self.indexOffset(position))
        return bytes.withUnsafeBytes { LogIndexRecord($0, at: 0) }
    }
}
