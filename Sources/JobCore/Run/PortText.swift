/// Reads `-p [address:][hostPort:]port[/protocol]`; an IPv6 address stands in brackets.
enum PortText {
    static func binding(_ text: String) throws(InvalidInput) -> PortBinding {
        func refuse() -> InvalidInput {
            InvalidInput(
                "--publish",
                "'\(TextForSentence.shortened(text))' is not a port. Write 80, 8080:80, 127.0.0.1:8080:80 or 53:53/udp, one port each."
            )
        }
        let halves = text.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count <= 2, let ports = halves.first else { throw refuse() }
        var rest = String(ports)
        var address = ""
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            address = String(rest[rest.index(after: rest.startIndex)..<end])
            rest = String(rest[rest.index(after: end)...])
            guard rest.hasPrefix(":") else { throw refuse() }
            rest.removeFirst()
        }
        var parts = rest.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.count == 3, address.isEmpty { address = parts.removeFirst() }
        guard (1...2).contains(parts.count), let container = Int(parts[parts.count - 1]) else { throw refuse() }
        var hostPort: Int?
        if parts.count == 2, !parts[0].isEmpty {
            guard let number = Int(parts[0]) else { throw refuse() }
            hostPort = number
        }
        return PortBinding(
            hostAddress: address, hostPort: hostPort, containerPort: container,
            transport: halves.count == 2 ? halves[1].lowercased() : "tcp")
    }
}
