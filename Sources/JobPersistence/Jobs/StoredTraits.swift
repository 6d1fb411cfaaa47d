import JobCore

/// What a job asks of its host beside name, kind and region, as its column holds it; nothing for most jobs.
struct StoredTraits: Codable {
    private var required: [HostTrait]?
    private var preferred: [HostTrait]?

    /// The text of the column.
    static func text(_ routing: RoutingPreference) throws -> String? {
        guard !routing.required.isEmpty || !routing.preferred.isEmpty else { return nil }
        return try StoredJSON.text(StoredTraits(required: routing.required, preferred: routing.preferred))
    }

    /// Adds what the column holds.
    static func add(_ text: String?, to routing: inout RoutingPreference) throws {
        guard let text else { return }
        let stored: StoredTraits = try StoredJSON.value(text)
        routing.required = stored.required ?? []
        routing.preferred = stored.preferred ?? []
    }
}
