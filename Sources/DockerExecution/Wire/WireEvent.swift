import JobCore

/// The fields of an event that are used here; `status`, `id` and `from` are gone since API 1.52.
struct WireEvent: Decodable, Sendable {
    let action: String
    let actor: Actor
    let time: Int64?
    let timeNano: Int64?

    struct Actor: Decodable, Sendable {
        let id: String
        let attributes: [String: String]?
        private enum CodingKeys: String, CodingKey { case id = "ID", attributes = "Attributes" }
    }

    private enum CodingKeys: String, CodingKey { case action = "Action", actor = "Actor", time, timeNano }
}

extension EngineEvent {
    /// What the engine tells, in the words of every executor. Podman says `died` and `remove` for `die` and `destroy`.
    init(_ wire: WireEvent) {
        let kind: Kind =
            switch wire.action {
            case "start", "restart": .started
            case "die", "died": .died
            case "destroy", "remove": .removed
            default: .other(wire.action)
            }
        let nanoseconds = wire.timeNano ?? (wire.time ?? 0) &* 1_000_000_000
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        self.init(
            kind: kind, id: ExecutionID(wire.actor.id), attempt: IdentityLabels(wire.actor.attributes ?? [:]).attempt,
            at: EngineTime(seconds: seconds, nanoseconds: UInt32(clamping: rest)))
    }
}
