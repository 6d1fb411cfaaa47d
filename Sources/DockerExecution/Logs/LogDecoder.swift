import JobEngine

/// Decodes the engine's log answer into batches of at most 500 records or 64 KiB, whichever comes first.
struct LogDecoder: StreamDecoder {
    private enum Framing {
        /// Until the first byte.
        case unknown
        case frames(LogFrameDecoder)
        case terminal(TerminalLogDecoder)
    }

    private static let fullCount = 500
    private static let fullBytes = 64 << 10

    private let partLength: Int
    private var framing = Framing.unknown
    private var log = LogBatch()

    /// - Parameter partLength: the length at which the engine cuts a terminal's line.
    init(partLength: Int) {
        self.partLength = partLength
    }

    var hasBatch: Bool { !log.isEmpty }
    var isFull: Bool { log.records.count >= Self.fullCount || log.bytes.count >= Self.fullBytes }

    mutating func decode(_ bytes: UnsafeRawBufferPointer) throws {
        guard let first = bytes.first else { return }
        // A frame begins with the number of its stream (0 to 3), a terminal's log with the first digit of a year.
        if case .unknown = framing {
            framing =
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
                ? .terminal(TerminalLogDecoder(partLength: partLength)) : .frames(LogFrameDecoder())
        }
        switch framing {
        case .unknown: break
        case .frames(var decoder):
            // Moved out and back, so that the decoder's buffer is not copied.
            framing = .frames(LogFrameDecoder())
            defer { framing = .frames(decoder) }
            try decoder.decode(bytes, into: &log)
        case .terminal(var decoder):
            framing = .terminal(TerminalLogDecoder(partLength: partLength))
            defer { framing = .terminal(decoder) }
            try decoder.decode(bytes, into: &log)
        }
    }

    mutating func finish() throws {
        switch framing {
        case .unknown: break
        case .frames(let decoder):
            try decoder.finish()
        case .terminal(var decoder):
            try decoder.finish(into: &log)
        }
    }

    mutating func takeBatch() -> LogBatch {
        let taken = log
        log = LogBatch()
        // The next batch will be about as large as this one.
        log.bytes.reserveCapacity(taken.bytes.count)
        log.records.reserveCapacity(taken.records.count)
        return taken
    }
}
