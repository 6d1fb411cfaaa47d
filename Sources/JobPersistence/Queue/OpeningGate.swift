import GRDB
import JobCore

/// Tells by a few columns of a waiting job whether any host may take it now. Most jobs ask for the same as others: each thing
/// that is asked for is decided once.
struct OpeningGate {
    /// What is asked for, as it stands in the columns.
    private struct Asked: Hashable {
        var host: String?
        var executor: String?
        var region: String?
        var isRequired: Bool
        var traits: String?
        var limits: String?
        /// What only rules look at.
        var name: String?
        var image: String?
        var template: String?
        var timeout: Int64?
        var labels: String?
    }

    private let openings: Openings
    private var answers: [Asked: Bool] = [:]

    init(_ openings: Openings) {
        self.openings = openings
    }

    /// What `letsThrough` reads.
    var columns: String {
        let asked = """
            wanted_host, wanted_executor, wanted_region, is_routing_required, routing, json_extract(spec, '$.limits')
            """
        return openings.lookAtRules
            ? "\(asked), name, image, template, timeout_ns, json_extract(spec, '$.labels')" : asked
    }

    mutating func letsThrough(_ column: inout ColumnReader) throws -> Bool {
        var asked = Asked(
            host: column.optional(), executor: column.optional(), region: column.optional(),
            isRequired: column.next(), traits: column.optional(), limits: column.optional())
        if openings.lookAtRules {
            (asked.name, asked.image, asked.template) = (column.optional(), column.optional(), column.optional())
            (asked.timeout, asked.labels) = (column.optional(), column.optional())
        }
        if let answer = answers[asked] { return answer }
        let answer = openings.mayTake(try subject(asked))
        answers[asked] = answer
        return answer
    }

    private func subject(_ asked: Asked) throws -> RoutingSubject {
        var routing = RoutingPreference(
            host: asked.host, executor: asked.executor.flatMap(HostKind.init(rawValue:)), region: asked.region,
            isRequired: asked.isRequired)
        try StoredTraits.add(asked.traits, to: &routing)
        var spec = JobSpec(image: asked.image ?? "")
        if let limits = asked.limits { spec.limits = try StoredJSON.value(limits) }
        if let labels = asked.labels { spec.labels = try StoredJSON.value(labels) }
        return RoutingSubject(
            name: asked.name ?? "", template: asked.template, spec: spec,
            timeout: asked.timeout.map { .nanoseconds($0) }, routing: routing)
    }
}
