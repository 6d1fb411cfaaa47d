import Foundation

/// What text must look like, by what it is for (decisions 16). Every check is by bytes or scalars, never by Swift's `==`,
/// for which a composed and a decomposed letter are equal (S08).
enum TextRules {
    /// Refuses NUL, which ends a string for the kernel and everything below.
    static func checkNoNUL(_ text: String, _ field: String) throws(InvalidInput) {
        guard !text.utf8.contains(0) else {
            throw InvalidInput(field, "A NUL byte is not allowed here. Take it out.")
        }
    }

    /// Refuses more bytes than a field may have.
    static func checkLength(_ text: String, _ field: String, atMost limit: Int) throws(InvalidInput) {
        let count = text.utf8.count
        guard count <= limit else {
            throw InvalidInput(field, "It has \(count) bytes; at most \(limit) are allowed. Make it shorter.")
        }
    }

    /// A name for people: printable, NFC, nothing that hides or turns text.
    static func checkPrintable(_ text: String, _ field: String, atMost limit: Int) throws(InvalidInput) {
        guard !text.isEmpty else { throw InvalidInput(field, "It must not be empty. Give at least one character.") }
        try checkLength(text, field, atMost: limit)
        for scalar in text.unicodeScalars where isHidden(scalar) {
            let code = String(scalar.value, radix: 16, uppercase: true)
            let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
            throw InvalidInput(
                field, "The character U+\(padded) cannot be seen or is no text. Use letters, digits, signs and spaces.")
        }
        guard text.first != " ", text.last != " " else {
            throw InvalidInput(field, "'\(text)' begins or ends with a space. Take it out.")
        }
        guard text.precomposedStringWithCanonicalMapping.utf8.elementsEqual(text.utf8) else {
            throw InvalidInput(
                field, "'\(text)' is not in normal form (NFC), so that it could look like another name. Type it anew.")
        }
    }

    /// A name for machines: ASCII letters, digits and `_ . -`, led by a letter or digit.
    static func checkIdentifier(
        _ text: String, _ field: String, atMost limit: Int = 64, alsoAllowing extra: String = ""
    ) throws(InvalidInput) {
        let isGood =
            text.utf8.first.map(isAlphanumeric) == true
            && text.utf8.allSatisfy { isAlphanumeric($0) || "_.-".utf8.contains($0) || extra.utf8.contains($0) }
        guard isGood, text.utf8.count <= limit else {
            let marks = extra.isEmpty ? "_ . -" : "_ . - \(extra)"
            throw InvalidInput(
                field,
                "'\(shortened(text))' is not a name. Use ASCII letters, digits and \(marks), led by a letter or digit, at most \(limit)."
            )
        }
    }

    /// A path as the kernel takes it.
    static func checkAbsolutePath(_ path: String, _ field: String) throws(InvalidInput) {
        try checkNoNUL(path, field)
        try checkLength(path, field, atMost: 4096)
        guard path.hasPrefix("/") else {
            throw InvalidInput(field, "'\(path)' is not absolute. Write a path that begins with '/'.")
        }
    }

    /// An IPv4 or IPv6 address in its usual form.
    static func isAddress(_ text: String) -> Bool {
        var storage = in6_addr()
        return inet_pton(AF_INET, text, &storage) == 1 || inet_pton(AF_INET6, text, &storage) == 1
    }

    /// At most 40 characters of a text, for sentences.
    static func shortened(_ text: String) -> String {
        text.count <= 40 ? text : text.prefix(39) + "…"
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"):
            true
        default: false
        }
    }

    /// Controls, bidirectional marks, invisible and unassigned characters, spaces other than the common one (S06, S07).
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return true }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return true
        case .spaceSeparator: return scalar != " "
        default: return scalar.value == 0x2800  // BRAILLE PATTERN BLANK looks like a space and is none.
        }
    }
}
