public import Foundation

/// What a schedule runs, when it names templates: the request as it was written, so that templates and environments are merged
/// anew for each run (CMD-10).
public struct ScheduledRequest: Hashable, Sendable {
    /// The names of templates and environments, and what the schedule says itself.
    public var request: RunRequest
    /// What its own words took from where it was added.
    public var surroundings: RunSurroundings

    /// Puts them together.
    public init(request: RunRequest, surroundings: RunSurroundings) {
        self.request = request
        self.surroundings = surroundings
    }

    /// The job as it is now.
    ///
    /// - Parameter library: the templates that there are now; secrets opened, if they are to reach the job.
    /// - Throws: `InvalidInput` that says why no job can be made of it.
    public func draft(_ library: TemplateLibrary, now: Date) throws(InvalidInput) -> JobDraft {
        let lookups = Lookups()
        let builder = DraftBuilder(
            defaults: surroundings.defaults,
            variable: { lookups.answer($0, with: surroundings.variables[$0]) },
            workingDirectory: surroundings.workingDirectory, home: surroundings.home, now: now, library: library,
            readFile: { path in
                guard let text = lookups.answer(path, with: surroundings.files[path]) else { throw Lookups.NotKept() }
                return Array(text.utf8)
            })
        do {
            let draft = try builder.draft(request)
            try builder.checkRecurring(request)
            try JobValidation(safety: surroundings.safety).validate(draft)
            return draft
        } catch {
            // What there was nothing for may have been left out rightly, and something else be wrong.
            guard let missing = lookups.missing, DraftBuilder.fieldsThatLookUp.contains(error.field),
                error.description.contains(missing)
            else { throw error }
            throw InvalidInput(
                error.field,
                "The template asks for '\(TextForSentence.shortened(missing))', of which the schedule was given nothing. Add it again with --replace, where that can be read."
            )
        }
    }

    /// What was looked up while one request was read.
    final class Lookups {
        /// It was not kept with the schedule.
        struct NotKept: Error {}

        /// The last thing that there was nothing for.
        private(set) var missing: String?
        /// What there was something for.
        private(set) var found: [String: String] = [:]

        func answer(_ name: String, with value: String?) -> String? {
            if let value { found[name] = value } else { missing = name }
            return value
        }
    }
}

extension DraftBuilder {
    /// The options whose values come from an environment or a file.
    static let fieldsThatLookUp = Set(
        [RunOption.environment, .environmentFile, .secret, .secretFile, .labelFile].map(\.flag))

    /// Makes the job of a schedule, and keeps its request where templates are named, to be merged anew for each run.
    ///
    /// - Parameter safety: what the owner of the store allows.
    /// - Throws: `InvalidInput` that names the option.
    public func recurring(
        _ request: RunRequest, safety: SafetyPolicy
    ) throws(InvalidInput) -> (draft: JobDraft, source: ScheduledRequest?) {
        try checkRecurring(request)
        guard request.has(.template) || request.has(.environmentTemplate) else { return (try draft(request), nil) }
        let (variables, files) = (ScheduledRequest.Lookups(), ScheduledRequest.Lookups())
        var recording = self
        recording.variable = { variables.answer($0, with: variable($0)) }
        recording.readFile = { path in
            let bytes = try readFile(path)
            _ = files.answer(path, with: String(decoding: bytes, as: UTF8.self))
            return bytes
        }
        let draft = try recording.draft(request)
        let surroundings = RunSurroundings(
            defaults: defaults, safety: safety, workingDirectory: workingDirectory, home: home,
            variables: variables.found, files: files.found)
        return (draft, ScheduledRequest(request: request, surroundings: surroundings))
    }

    /// Refuses an array: a schedule runs one job.
    func checkRecurring(_ request: RunRequest) throws(InvalidInput) {
        let whole = try template(of: request).map { request.over($0.request) } ?? request
        guard let option = [RunOption.each, .matrix].first(where: whole.has) else { return }
        throw InvalidInput(option.flag, "A schedule runs one job. Make one schedule for each.")
    }
}
