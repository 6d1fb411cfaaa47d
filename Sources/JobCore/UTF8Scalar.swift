/// One scalar at the start of a piece of bytes, decoded strictly: no overlong forms, no surrogates, nothing above
/// U+10FFFF (RFC 3629).
struct UTF8Scalar {
    let scalar: Unicode.Scalar
    let length: Int

    /// `nil` when the bytes at `start` are not a complete, valid sequence.
    init?(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        let first = bytes[start]
        let length = Self.length(leadingWith: first)
        guard length > 0, start + length <= bytes.count else { return nil }
        var value = length == 1 ? UInt32(first) : UInt32(first) & (0x7F >> UInt32(length))
        for offset in 1..<max(1, length) {
            let byte = bytes[start + offset]
            guard byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= Self.smallest[length - 1], let scalar = Unicode.Scalar(value) else { return nil }
        self.scalar = scalar
        self.length = length
    }

    /// The length that a leading byte announces; 0 for a byte that cannot lead.
    static func length(leadingWith byte: UInt8) -> Int {
        switch byte {
        case 0..<0x80: 1
        case 0xC2..<0xE0: 2
        case 0xE0..<0xF0: 3
        case 0xF0..<0xF5: 4
        default: 0
        }
    }

    private static let smallest: [UInt32] = [0, 0x80, 0x800, 0x10000]
}
