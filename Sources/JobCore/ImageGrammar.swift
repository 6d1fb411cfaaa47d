/// The character rules of `github.com/distribution/reference`, by bytes: everything beyond ASCII is refused.
enum ImageGrammar {
    /// `[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}`
    static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, isWord(first), text.utf8.count <= 128 else { return false }
        return text.utf8.allSatisfy { isWord($0) || $0 == dot || $0 == dash }
    }

    /// `algorithm:hex`, at least 32 hex digits, exactly 64 for sha256.
    static func isDigest(_ text: Substring) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let algorithm = text[..<colon]
        let hex = text[text.utf8.index(after: colon)...]
        guard hex.utf8.count >= 32, hex.utf8.allSatisfy(isHex) else { return false }
        guard algorithm != "sha256" || hex.utf8.count == 64 else { return false }
        return algorithm.utf8.split(omittingEmptySubsequences: false) { "-_+.".utf8.contains($0) }.allSatisfy {
            guard let first = $0.first, isLetter(first) else { return false }
            return $0.allSatisfy { isLetter($0) || isDigit($0) }
        }
    }

    /// Host name, IPv4 or bracketed IPv6 address, with an optional port.
    static func isRegistry(_ text: Substring) -> Bool {
        var host = text.utf8
        if host.first == UInt8(ascii: "[") {
            guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = host[host.index(after: host.startIndex)..<close]
            let rest = host[host.index(after: close)...]
            return !address.isEmpty && address.allSatisfy { isHex($0) || $0 == UInt8(ascii: ":") }
                && (rest.isEmpty || (rest.first == UInt8(ascii: ":") && isPort(rest.dropFirst())))
        }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard isPort(host[host.index(after: colon)...]) else { return false }
            host = host[..<colon]
        }
        return host.split(separator: dot, omittingEmptySubsequences: false).allSatisfy {
            guard let first = $0.first, let last = $0.last else { return false }
            return first != dash && last != dash && $0.allSatisfy { isLetter($0) || isDigit($0) || $0 == dash }
        }
    }

    /// Components of `[a-z0-9]+`, joined within by `.`, `_`, `__` or any number of `-`, and between by `/`.
    static func isPath(_ text: Substring) -> Bool {
        text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy(isPathComponent)
    }

    static func isLowercaseHex(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0) }
    }

    private static func isPathComponent(_ component: Substring.UTF8View) -> Bool {
        var separator: [UInt8] = []
        var hasLetter = false
        for byte in component {
            if isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) {
                guard separator.isEmpty || (hasLetter && isSeparator(separator)) else { return false }
                separator.removeAll(keepingCapacity: true)
                hasLetter = true
            } else {
                separator.append(byte)
            }
        }
        return hasLetter && separator.isEmpty
    }

    private static func isSeparator(_ bytes: [UInt8]) -> Bool {
        bytes == [dot] || bytes == [underscore] || bytes == [underscore, underscore] || bytes.allSatisfy { $0 == dash }
    }

    private static func isPort(_ bytes: Substring.UTF8View) -> Bool {
        !bytes.isEmpty && bytes.count <= 5 && bytes.allSatisfy(isDigit)
    }

    private static let dot = UInt8(ascii: ".")
    private static let dash = UInt8(ascii: "-")
    private static let underscore = UInt8(ascii: "_")

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == underscore }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
