import NIOCore

/// Decodes a stream of JSON objects, one a line, as events and pulls send them.
struct JSONLineDecoder<Element: Decodable & Sendable>: StreamDecoder {
    /// Longer than any event; a label may have a few kilobytes.
    private static var maximumLine: Int { 1 << 20 }

    private var line = ByteBuffer()
    private var elements: [Element] = []

    var hasBatch: Bool { !elements.isEmpty }
    var isFull: Bool { elements.count >= 500 }

    mutating func decode(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let newline = rest.firstIndex(of: UInt8(ascii: "\n")) {
            line.writeBytes(rest[..<newline])
            try decodeLine()
            rest = UnsafeRawBufferPointer(rebasing: rest[(newline + 1)...])
        }
        line.writeBytes(rest)
        guard line.readableBytes <= Self.maximumLine else { throw EngineFailure.tooLarge(limit: Self.maximumLine) }
    }

    mutating func finish() throws {
        try decodeLine()
    }

    mutating func takeBatch() -> [Element] {
        defer { elements = [] }
        return elements
    }

    private mutating func decodeLine() throws {
        defer { line.clear() }
        guard line.readableBytesView.contains(where: { $0 > 0x20 }) else { return }
        elements.append(try JSONGate.decode(Element.self, from: line))
    }
}
