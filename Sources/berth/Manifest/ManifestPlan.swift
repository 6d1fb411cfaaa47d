import Foundation
import JobCore
import JobEngine

/// What carrying out a manifest would change, object by object.
struct ManifestPlan {
    /// One object and what becomes of it.
    struct Step {
        enum Change: Equatable {
            case add
            /// The fields that differ, as `name: old → new`.
            case change([String])
            case keep
        }

        var kind: String
        var name: String
        var change: Change
        /// For people, behind the name of something new.
        var summary = ""
        /// Carries it out; nothing for what stays.
        var perform: (@Sendable () async throws -> Void)?

        /// For people; `+`, `~` or `=` in front.
        var lines: [String] {
            let title = "\(kind) \(name)"
            switch change {
            case .add: return ["+ \(title)" + (summary.isEmpty ? "" : ": \(summary)")]
            case .change(let fields): return ["~ \(title)"] + fields.map { "    \($0)" }
            case .keep: return ["= \(title)"]
            }
        }
    }

    var steps: [Step] = []

    /// What would be done.
    var changes: [Step] { steps.filter { $0.change != .keep } }

    /// `2 to add, 1 to change, 4 as they are`
    var summary: String {
        let added = steps.count { $0.change == .add }
        let kept = steps.count { $0.change == .keep }
        return "\(added) to add, \(steps.count - added - kept) to change, \(kept) as they are"
    }

    /// Compares a manifest with a store.
    static func make(
        _ manifest: ManifestCheck.Resolved, path: String, _ runtime: Runtime
    ) async throws -> ManifestPlan {
        let manager = runtime.manager
        let held = try await manager.templates.library()
        let hosts = Dictionary(uniqueKeysWithValues: try await manager.hosts.list().map { ($0.name, $0) })
        var plan = ManifestPlan()
        for environment in manifest.environments {
            let lines = ManifestText.lines(environment)
            plan.steps.append(
                step(
                    "environment", environment.name, lines, held.environments[environment.name].map(ManifestText.lines),
                    secrets: Set(environment.variables.filter(\.isSecret).map(\.name)),
                    summary: "\(environment.variables.count) variables"
                ) { try await manager.templates.save(environment, mode: .either) })
        }
        for template in manifest.templates {
            plan.steps.append(
                step(
                    "template", template.name, ManifestText.lines(template),
                    held.templates[template.name].map(ManifestText.lines), summary: template.request.commandLine
                ) { try await manager.templates.save(template, mode: .either) })
        }
        for host in manifest.hosts {
            let known = hosts[host.name]
            var wanted = host
            wanted.createdAt = known?.createdAt ?? host.createdAt
            let result = wanted
            plan.steps.append(
                step(
                    "host", host.name, ManifestText.lines(result), known.map(ManifestText.lines),
                    summary: host.endpoint
                ) {
                    if known == nil {
                        try await manager.hosts.add(result)
                    } else {
                        try await manager.hosts.update(result)
                    }
                })
        }
        try await plan.addGroups(manifest.groups, manager)
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let builder = runtime.settings.draftBuilder(library: manifest.library, directory: directory)
        for recurrence in manifest.schedules {
            guard let definition = recurrence.definition else { continue }
            let (draft, source) = try builder.recurring(definition.request, safety: runtime.settings.file.safety)
            try await plan.add(try RecurrenceReading.schedule(recurrence, running: draft, source: source), manager)
        }
        for definition in manifest.jobs {
            plan.steps.append(try await jobStep(definition, manifest.library, directory, runtime))
        }
        return plan
    }

    /// A job is submitted once for what it says: the key of a second submit is the same, until its definition changes.
    private static func jobStep(
        _ definition: Manifest.Definition, _ library: TemplateLibrary, _ directory: String, _ runtime: Runtime
    ) async throws -> Step {
        var request = definition.request
        if !request.has(.name) { request[.name] = [definition.name] }
        let key = request.value(.idempotencyKey) ?? ManifestText.key(of: definition)
        request[.idempotencyKey] = [key]
        let manager = runtime.manager
        if let known = try await manager.jobs.find(idempotencyKey: key) {
            return Step(kind: "job", name: "\(definition.name) (\(known.number), \(known.status))", change: .keep)
        }
        let order = try runtime.settings.draftBuilder(library: library, directory: directory).order(request)
        return Step(
            kind: "job", name: definition.name, change: .add, summary: definition.request.commandLine,
            perform: {
                switch order {
                case .job(let draft): _ = try await manager.jobs.submit(draft)
                case .array(let draft): _ = try await manager.jobs.submit(draft)
                }
            })
    }

    static func step(
        _ kind: String, _ name: String, _ wanted: [(String, String)], _ held: [(String, String)]?,
        secrets: Set<String> = [], summary: String, perform: @escaping @Sendable () async throws -> Void
    ) -> Step {
        guard let held else {
            return Step(kind: kind, name: name, change: .add, summary: summary, perform: perform)
        }
        let before = Dictionary(held) { first, _ in first }
        let after = Dictionary(wanted) { first, _ in first }
        let names = wanted.map(\.0) + held.map(\.0).filter { after[$0] == nil }
        let fields = names.compactMap { field -> String? in
            guard before[field] != after[field] else { return nil }
            if secrets.contains(field) { return "\(field): another secret value" }
            return "\(field): \(before[field] ?? "nothing") → \(after[field] ?? "nothing")"
        }
        guard !fields.isEmpty else { return Step(kind: kind, name: name, change: .keep) }
        return Step(kind: kind, name: name, change: .change(fields), perform: perform)
    }
}
