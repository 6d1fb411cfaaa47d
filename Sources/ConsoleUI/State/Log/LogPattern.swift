import Glibc

/// What is searched for in a log: literal text, no regular expression.
///
/// Upper and lower case (of the letters A to Z) are the same unless the text has an upper-case letter.
public struct LogPattern: Hashable, Sendable {
    /// As it was typed.
    public let text: String
    /// Whether case counts.
    public let isCaseSensitive: Bool
    private let needle: [UInt8]
    /// The place of the byte in it that is the rarest in logs: it is what is looked for first.
    private let rarest: Int

    /// `nil` for an empty text, which would match everywhere.
    public init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
        isCaseSensitive = text.contains { $0.isUppercase }
        let bytes = Array(text.utf8)
        needle = bytes
        rarest = bytes.indices.min { Self.frequency(of: bytes[$0]) < Self.frequency(of: bytes[$1]) } ?? 0
    }

    /// Its length in bytes.
    public var length: Int { needle.count }

    /// Where it first matches in bytes that went through `fold` if case does not count.
    public func firstMatch(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress else { return nil }
        return needle.withUnsafeBytes { needle in
            guard let text = needle.baseAddress else { return nil }
            let byte = CInt(needle[rarest])
            // The last place where the rarest byte of a match can stand, and the one behind it.
            let end = bytes.count - needle.count + rarest + 1
            var position = rarest
            while position < end, let found = memchr(start + position, byte, end - position) {
                let match = UnsafeRawPointer(found) - rarest
                if memcmp(match, text, needle.count) == 0 { return match - start }
                position = UnsafeRawPointer(found) - start + 1
            }
            return nil
        }
    }

    /// How often a byte stands in text, roughly: only the order counts.
    private static func frequency(of byte: UInt8) -> Int {
        let common = Array(" etaoinsrhldcumfpgwybv0123456789-_.,:/=kxjqz".utf8)
        return common.firstIndex(of: byte).map { common.count - $0 } ?? 0
    }

    /// Makes A to Z lower in place, if case does not count.
    public func fold(_ bytes: UnsafeMutableRawBufferPointer) {
        guard !isCaseSensitive, let start = bytes.baseAddress else { return }
        let pointer = start.assumingMemoryBound(to: UInt8.self)
        for offset in 0..<bytes.count {
            let byte = pointer[offset]
            pointer[offset] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
    }

    /// All matches in the text of one line, none inside another.
    public func matches(in bytes: [UInt8]) -> [Range<Int>] {
        var folded = bytes
        folded.withUnsafeMutableBytes(fold)
        return folded.withUnsafeBytes { bytes in
            var matches: [Range<Int>] = []
            var position = 0
            while let found = firstMatch(in: UnsafeRawBufferPointer(rebasing: bytes[position...])) {
                matches.append(position + found..<position + found + length)
                position += found + length
            }
            return matches
        }
    }
}
