import Foundation
import JobCore
import JobEngine

/// Reads everything that a manifest defines as it would be read when it is used, and says what is wrong with it.
struct ManifestCheck {
    let settings: Settings
    /// What the store holds.
    let library: TemplateLibrary
    /// The groups and hosts that the store has, and what makes the executors of hosts; `nil` where that is not looked at.
    var known: (groups: Set<String>, hosts: [JobHost], executors: any ExecutorMaking)?

    /// The manifest with its values taken from where it says they are.
    struct Resolved {
        var environments: [EnvironmentTemplate] = []
        var templates: [JobTemplate] = []
        var hosts: [JobHost] = []
        var groups: [Manifest.Group] = []
        var schedules: [Manifest.Recurrence] = []
        var jobs: [Manifest.Definition] = []
        /// What jobs may name: the store's and the manifest's own, which win.
        var library = TemplateLibrary()
    }

    /// Resolves a manifest.
    ///
    /// - Throws: `ManifestComplaint.Failure` with all that is wrong.
    func resolve(_ manifest: Manifest, path: String) throws(ManifestComplaint.Failure) -> Resolved {
        var resolved = Resolved(library: library)
        var complaints = manifest.complaints
        func attempt(_ line: Int, _ lines: [String: Int] = [:], _ body: () throws(InvalidInput) -> Void) {
            do {
                try body()
            } catch {
                complaints.append(
                    ManifestComplaint(line: lines[error.field] ?? line, sentence: Self.sentence(error)))
            }
        }
        for environment in manifest.environments {
            var variables: [EnvironmentVariable] = []
            for variable in environment.variables {
                attempt(variable.line) { () throws(InvalidInput) in
                    variables.append(try value(of: variable, in: environment.name, besides: path))
                }
            }
            let template = EnvironmentTemplate(
                name: environment.name, description: environment.description, variables: variables)
            attempt(environment.line) { () throws(InvalidInput) in try template.validate() }
            resolved.environments.append(template)
            resolved.library.environments[template.name] = template
        }
        for definition in manifest.templates {
            let template = JobTemplate(
                name: definition.name, description: definition.description, request: definition.request)
            attempt(definition.line) { () throws(InvalidInput) in try template.validate() }
            resolved.templates.append(template)
            resolved.library.templates[template.name] = template
        }
        for definition in manifest.hosts {
            attempt(definition.line, definition.lines) { () throws(InvalidInput) in
                resolved.hosts.append(try checked(definition.host))
            }
        }
        resolved.jobs = manifest.jobs
        resolved.groups = manifest.groups
        resolved.schedules = manifest.schedules
        complaints += unknownNames(in: manifest)
        for group in manifest.groups {
            attempt(group.line) { () throws(InvalidInput) in
                try JobValidation.checkGroup(group.name, parallel: group.parallel)
            }
        }
        for recurrence in manifest.schedules {
            if let definition = recurrence.definition {
                complaints += self.complaints(about: definition, as: .schedule, resolved.library, path)
            }
            attempt(recurrence.line, recurrence.lines) { () throws(InvalidInput) in
                // What it runs is read when it is applied: it may need the environment.
                _ = try RecurrenceReading.schedule(recurrence, running: JobDraft(spec: JobSpec(image: "image")))
            }
        }
        for definition in manifest.templates {
            complaints += self.complaints(about: definition, as: .template, resolved.library, path)
        }
        for definition in manifest.jobs {
            complaints += self.complaints(about: definition, as: .job, resolved.library, path)
        }
        guard complaints.isEmpty else { throw ManifestComplaint.Failure(path: path, complaints: complaints) }
        return resolved
    }

    /// The sentence with the key instead of the option.
    private static func sentence(_ error: InvalidInput) -> String {
        "\(error.field.drop { $0 == "-" }): \(error.message)"
    }

    /// A host as it will be, refused as `berth host add` would: a docker host without an endpoint keeps the one it has.
    private func checked(_ host: JobHost) throws(InvalidInput) -> JobHost {
        guard let known else { return host }
        var host = host
        if host.kind == .docker, host.endpoint.isEmpty {
            host.endpoint = known.hosts.first { $0.name == host.name }?.endpoint ?? ""
        }
        do {
            _ = try known.executors.makeExecutor(for: host)
        } catch {
            throw InvalidInput(HostDefinition.key(error.field), error.message)
        }
        return host
    }

    /// Groups and hosts that neither the store nor the file has.
    private func unknownNames(in manifest: Manifest) -> [ManifestComplaint] {
        guard let known else { return [] }
        let groups = known.groups.union(manifest.groups.map(\.name))
        let hosts = Set((known.hosts + manifest.hosts.map(\.host)).map(\.name))
        let definitions = manifest.jobs + manifest.templates + manifest.schedules.compactMap(\.definition)
        return definitions.flatMap { definition in
            [(RunOption.group, groups, "group"), (.host, hosts, "host")].compactMap { option, names, kind in
                guard let name = definition.request.value(option), !names.contains(name) else { return nil }
                let remedy =
                    names.isEmpty ? "Define it in the file." : "There are: \(names.sorted().joined(separator: ", "))."
                return ManifestComplaint(
                    line: definition.lines[option.flag] ?? definition.line,
                    sentence: "There is no \(kind) '\(TextForSentence.shortened(name))'. \(remedy)")
            }
        }
    }

    /// What a definition is for.
    private enum Purpose { case job, schedule, template }

    private func complaints(
        about definition: Manifest.Definition, as purpose: Purpose, _ library: TemplateLibrary, _ path: String
    ) -> [ManifestComplaint] {
        let check = RunCheck(
            safety: settings.file.safety, now: Date(), library: library,
            workingDirectory: URL(fileURLWithPath: path).deletingLastPathComponent().path)
        // A job has the name of its key unless it says another.
        var job = definition.request
        if !job.has(.name) { job[.name] = [definition.name] }
        let problems =
            switch purpose {
            case .job: check.problems(in: job)
            case .schedule: check.problems(inSchedule: job)
            case .template: check.problems(inTemplate: definition.request)
            }
        return problems.map { field, sentence in
            let key = field.hasPrefix("-") ? String(field.drop { $0 == "-" }) : field.lowercased()
            return ManifestComplaint(
                line: definition.lines[field] ?? definition.line, sentence: "\(key): \(sentence)")
        }
    }

    private func value(
        of variable: Manifest.Variable, in environment: String, besides path: String
    ) throws(InvalidInput) -> EnvironmentVariable {
        let value: String
        switch variable.source {
        case .value(let text): value = text
        case .environment(let name):
            guard let text = settings.environment[name] else {
                throw InvalidInput(variable.name, "'\(name)' is not set in your environment. Export it.")
            }
            value = text
        case .file(let name):
            let directory = (path as NSString).deletingLastPathComponent
            let file = name.hasPrefix("/") ? name : directory + "/" + name
            guard var text = FileManager.default.contents(atPath: file).flatMap({ String(data: $0, encoding: .utf8) })
            else {
                throw InvalidInput(
                    variable.name, "The file '\(name)' cannot be read as text. Check its name and rights.")
            }
            if text.unicodeScalars.last == "\n" { text.unicodeScalars.removeLast() }
            value = text
        case .kept:
            guard let held = library.environments[environment]?.variables.first(where: { $0.name == variable.name })
            else {
                throw InvalidInput(
                    variable.name, "The store holds no value of this secret yet. Write value, from or file.")
            }
            value = held.value
        }
        return EnvironmentVariable(name: variable.name, value: value, isSecret: variable.isSecret)
    }
}
