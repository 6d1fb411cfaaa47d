import JobCore

/// The fields of an entry of `GET /containers/json` that a list for people shows.
struct WireListing: Decodable, Sendable {
    let id: String
    let names: [String]?
    let image: String?
    let command: String?
    let state: String
    let status: String?
    let labels: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case id = "Id", names = "Names", image = "Image", command = "Command", state = "State", status = "Status"
        case labels = "Labels"
    }
}

extension ContainerListing {
    init(_ wire: WireListing) {
        let name = wire.names?.first ?? ""
        let labels = IdentityLabels(wire.labels ?? [:])
        self.init(
            id: ExecutionID(wire.id), name: name.hasPrefix("/") ? String(name.dropFirst()) : name,
            image: wire.image ?? "", command: wire.command ?? "", state: ContainerState(word: wire.state),
            status: wire.status ?? wire.state, store: labels.store, attempt: labels.attempt)
    }
}
