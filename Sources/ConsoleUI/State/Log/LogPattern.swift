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

    /// `nil` for an empty text, which would match everywhere.
    public init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
        isCaseSensitive = text.contains { $0.isUppercase }
        needle = Array(text.utf8)
    }

    /// Its length in bytes.
    public var length: Int { needle.count }

    /// Where it first matches in bytes that went through `fold` if case does not count.
    public func firstMatch(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let start = bytes.baseAddress, bytes.count >= needle.count,
            let found = needle.withUnsafeBytes({ memmem(start, bytes.count, $0.baseAddress, $0.count) })
        else { return nil }
        return UnsafeRawPointer(found) - start
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
