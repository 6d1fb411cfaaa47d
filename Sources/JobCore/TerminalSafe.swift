/// Makes text that comes from outside harmless on a terminal: log bytes, names, labels, the error texts of engines.
///
/// Everything that a terminal would obey or hide becomes a visible mark; everything else stays as it is.
///
/// | found | shown |
/// |---|---|
/// | control characters, with ESC, CR, backspace, DEL | `^[` `^M` `^H` `^?` |
/// | 8-bit controls (C1), raw or encoded | `<9B>` |
/// | bidirectional overrides, invisible characters, noncharacters | `<U+202E>` |
/// | bytes that are not UTF-8 | `<FF>` |
/// | more than two combining marks on one character | the first two, then `<+998>` |
///
/// The result has no control character (except those that `Purpose.log` keeps), is valid UTF-8 and is a fixed point:
/// making it safe again changes nothing.
public enum TerminalSafe {
    /// What the text is for; decides about line ends, tabs and the invisible joints of emoji.
    public enum Purpose: Sendable {
        /// A name, a label, an error text inside a line: everything that cannot be seen is marked.
        case label
        /// Output of a job: newlines and tabs stay, CRLF becomes a newline, emoji selectors and joiners are left out.
        case log
    }

    /// Marks that may follow one character; a flood of them makes terminals crawl (CVE-2021-27135).
    static let marksPerCharacter = 2

    /// The text of `bytes`, harmless.
    public static func text(_ bytes: [UInt8], for purpose: Purpose = .label) -> String {
        String(decoding: self.bytes(bytes[...], for: purpose), as: UTF8.self)
    }

    /// `text`, harmless.
    public static func text(_ text: String, for purpose: Purpose = .label) -> String {
        var text = text
        let isPlain = text.withUTF8 { $0.allSatisfy(isPlainASCII) }
        return isPlain ? text : self.text(Array(text.utf8), for: purpose)
    }

    /// The same for bytes that go straight to a descriptor: valid UTF-8, harmless.
    public static func bytes(_ bytes: ArraySlice<UInt8>, for purpose: Purpose = .label) -> [UInt8] {
        bytes.withUnsafeBufferPointer { input in
            guard let first = input.firstIndex(where: { !isPlainASCII($0) }) else { return Array(input) }
            var writer = TerminalSafeWriter(purpose: purpose, capacity: input.count + 32)
            writer.output.append(contentsOf: input[..<first])
            writer.write(UnsafeBufferPointer(rebasing: input[first...]))
            return writer.output
        }
    }

    /// How many bytes at the end of `bytes` begin a character that is not complete yet (0 to 3).
    ///
    /// Who reads output in pieces holds these back and puts them before the next piece, so that a character that was
    /// torn apart is not taken for invalid bytes.
    public static func incompleteSuffix(of bytes: [UInt8]) -> Int {
        for distance in 1...3 where distance <= bytes.count {
            let byte = bytes[bytes.count - distance]
            if byte & 0xC0 == 0x80 { continue }
            let length = UTF8Scalar.length(leadingWith: byte)
            return length > distance ? distance : 0
        }
        return 0
    }

    private static func isPlainASCII(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F
    }
}
