public import JobCore

extension EngineEndpoint {
    private static let forms =
        "Write it as unix:///run/docker.sock, tcp://HOST:PORT or ssh://USER@HOST."

    /// Reads an endpoint as `DOCKER_HOST` has it.
    /// - Throws: `configuration` for everything but `unix://`, `tcp://` and `ssh://`, and for what is no address behind them.
    public init(parsing text: String) throws(ExecutorError) {
        // What ends up as an argument of ssh, in a request or on a screen holds nothing that could be taken apart there.
        guard text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }) else {
            throw Self.refusal(text, "it holds a space or another character that no address has")
        }
        if text.hasPrefix("unix://") {
            try self.init(socketPath: String(text.dropFirst("unix://".count)))
        } else if text.hasPrefix("tcp://") {
            self = try Self.tcp(text.dropFirst("tcp://".count), text)
        } else if text.hasPrefix("ssh://") {
            self = .ssh(try SSHTarget(parsing: text))
        } else {
            throw Self.refusal(text, "it begins with none of unix://, tcp:// and ssh://")
        }
    }

    static func refusal(_ text: String, _ why: String) -> ExecutorError {
        ExecutorError(
            .configuration,
            "'\(TerminalSafe.text(TextForSentence.shortened(text)))' is not the address of an engine: \(why). \(forms)")
    }

    private static func tcp(_ rest: Substring, _ text: String) throws(ExecutorError) -> EngineEndpoint {
        let address = rest.hasSuffix("/") ? rest.dropLast() : rest
        let (host, port) = try split(address, text)
        guard isHost(host) else { throw refusal(text, "'\(host)' is neither the name nor the number of a machine") }
        return .tcp(host: host, port: port)
    }

    /// Takes `host`, `host:port`, `[address]` or `[address]:port` apart.
    static func split(_ address: Substring, _ text: String) throws(ExecutorError) -> (host: String, port: Int?) {
        var host = address
        var port: Substring?
        if address.hasPrefix("[") {
            guard let end = address.firstIndex(of: "]") else { throw refusal(text, "a ']' is missing") }
            host = address[address.index(after: address.startIndex)..<end]
            let rest = address[address.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw refusal(text, "behind ']' stands no port") }
            port = rest.isEmpty ? nil : rest.dropFirst()
        } else if let colon = address.firstIndex(of: ":") {
            host = address[..<colon]
            port = address[address.index(after: colon)...]
        }
        guard let port else { return (String(host), nil) }
        guard let number = Int(port), (1...65_535).contains(number), port.allSatisfy(\.isNumber) else {
            throw refusal(text, "'\(port)' is not a port from 1 to 65535")
        }
        return (String(host), number)
    }

    /// A name or a number of a machine; never what a program could take for an option.
    static func isHost(_ host: String) -> Bool {
        guard let first = host.utf8.first, host.utf8.count <= 253 else { return false }
        if host.contains(":") {
            return host.utf8.allSatisfy { isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }
        }
        guard isAlphanumeric(first) else { return false }
        return host.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F }
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
