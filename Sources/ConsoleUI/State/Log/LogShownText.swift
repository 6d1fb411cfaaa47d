import Glibc

/// The bytes of a line as far as they are text: without colours, and without what a carriage return overwrote. This is
/// what a search looks at, so that it finds what is seen.
public enum LogShownText {
    private static let escape: UInt8 = 0x1B
    /// Longer parameters are no colour that anybody sends.
    private static let longestParameters = 48

    /// The length of the colour sequence (`ESC [ numbers m`) at `position`; `nil` when there is none.
    static func attributeSequence(in bytes: UnsafeRawBufferPointer, at position: Int) -> Int? {
        guard position + 2 < bytes.count, bytes[position] == escape, bytes[position + 1] == UInt8(ascii: "[") else {
            return nil
        }
        var end = position + 2
        let limit = min(bytes.count, end + longestParameters + 1)
        while end < limit {
            if bytes[end] == UInt8(ascii: "m") { return end + 1 - position }
            guard (0x30...0x3B).contains(bytes[end]) else { return nil }
            end += 1
        }
        return nil
    }

    /// A part of a line.
    public enum Run {
        /// Text, as it came.
        case text(ArraySlice<UInt8>)
        /// One colour sequence.
        case colors(ArraySlice<UInt8>)
    }

    /// The parts of a line, in order.
    public static func runs(of bytes: [UInt8]) -> [Run] {
        var runs: [Run] = []
        var start = 0
        bytes.withUnsafeBytes { buffer in
            var position = 0
            while position < buffer.count {
                guard let length = attributeSequence(in: buffer, at: position) else {
                    position += 1
                    continue
                }
                if start < position { runs.append(.text(bytes[start..<position])) }
                position += length
                runs.append(.colors(bytes[position - length..<position]))
                start = position
            }
        }
        if start < bytes.count { runs.append(.text(bytes[start...])) }
        return runs
    }

    /// Adds `bytes` without their colour sequences to `text`.
    public static func appendWithoutColors(_ bytes: UnsafeRawBufferPointer, to text: inout [UInt8]) {
        guard let start = bytes.baseAddress else { return }
        var position = 0
        while position < bytes.count {
            let found = memchr(start + position, CInt(escape), bytes.count - position)
            let end = found.map { UnsafeRawPointer($0) - start } ?? bytes.count
            text.append(contentsOf: bytes[position..<end])
            guard end < bytes.count else { return }
            if let length = attributeSequence(in: bytes, at: end) {
                position = end + length
            } else {
                text.append(escape)
                position = end + 1
            }
        }
    }

    /// How many bytes at the end of `bytes` must be kept until more of the line is known: carriage returns, which may
    /// belong to its end, or the beginning of a colour sequence.
    public static func undecidedSuffix(of bytes: UnsafeRawBufferPointer) -> Int {
        var end = bytes.count
        while end > 0, bytes[end - 1] == 0x0D { end -= 1 }
        guard end == bytes.count else { return bytes.count - end }
        var start = end
        while start > 0, end - start < longestParameters + 2 {
            start -= 1
            let byte = bytes[start]
            if byte == escape { return end - start }
            guard byte == UInt8(ascii: "[") || (0x30...0x3B).contains(byte) else { break }
        }
        return 0
    }
}
