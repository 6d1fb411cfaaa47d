import JobCore
import JobEngine

/// Lines on their way into a batch.
struct LogLines {
    private(set) var batch = LogBatch()

    /// Adds a line, its number in the place of `{n}`.
    mutating func append(_ text: String, number: Int64, stream: LogStream, time: EngineTime) {
        let before = batch.bytes.count
        var rest = text.utf8[...]
        while let brace = rest.firstIndex(of: 0x7B) {
            batch.bytes.append(contentsOf: rest[..<brace])
            if rest[brace...].starts(with: "{n}".utf8) {
                batch.bytes.append(contentsOf: String(number).utf8)
                rest = rest[rest.index(brace, offsetBy: 3)...]
            } else {
                batch.bytes.append(0x7B)
                rest = rest[rest.index(after: brace)...]
            }
        }
        batch.bytes.append(contentsOf: rest)
        batch.bytes.append(0x0A)
        batch.records.append(LogBatch.Record(length: batch.bytes.count - before, stream: stream, time: time))
    }
}
