public import JobCore

/// Where a server listens: `HOST:PORT`, `:PORT` or `PORT`. Without a host only this machine can reach it.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    /// A name or an address.
    public var host: String
    /// 0 takes any free one.
    public var port: UInt16

    /// This machine alone.
    public static let loopback = "127.0.0.1"

    /// Reads an address.
    ///
    /// - Parameter field: for the error.
    /// - Throws: `InvalidInput` that names the value and what is allowed.
    public init(parsing text: String, field: String) throws(InvalidInput) {
        let (host, port) = Self.parts(of: text)
        let isPlain = host.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "/") }
        guard let number = UInt16(port), port.utf8.allSatisfy({ (0x30...0x39).contains($0) }), isPlain,
            host.utf8.count <= 253
        else {
            throw InvalidInput(
                field,
                "'\(TextForSentence.shortened(text))' is no address. Write HOST:PORT, or PORT for this machine only, such as 9464."
            )
        }
        self.host = host.isEmpty ? Self.loopback : host
        self.port = number
    }

    /// As it can be written again.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// `[::1]:9464` into `::1` and `9464`.
    private static func parts(of text: String) -> (host: String, port: String) {
        guard let colon = text.lastIndex(of: ":") else { return ("", text) }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return ("", "")
        }
        return (String(host), String(text[text.index(after: colon)...]))
    }
}
