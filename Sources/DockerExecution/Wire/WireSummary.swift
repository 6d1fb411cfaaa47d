import JobCore

/// The fields of an entry of `GET /containers/json` that are used here.
struct WireSummary: Decodable, Sendable {
    let id: String
    let names: [String]?
    let state: String
    let created: Int64?
    let labels: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case id = "Id", names = "Names", state = "State", created = "Created", labels = "Labels"
    }
}

extension ContainerSummary {
    /// What the engine's list says, in the words of every executor.
    init(_ wire: WireSummary) {
        let name = wire.names?.first ?? ""
        let labels = IdentityLabels(wire.labels ?? [:])
        self.init(
            id: ExecutionID(wire.id), name: name.hasPrefix("/") ? String(name.dropFirst()) : name,
            state: ContainerState(word: wire.state), attempt: labels.attempt, token: labels.token,
            createdAt: wire.created.map { EngineTime(seconds: $0, nanoseconds: 0) })
    }
}
