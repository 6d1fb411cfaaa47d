public import Foundation

/// Makes a job of what was typed: options, then the configuration's defaults. It has no clock and touches no file itself.
public struct DraftBuilder {
    /// What holds where nothing was said.
    public var defaults: JobDefaults
    /// The value of a variable of the person's environment.
    public var variable: (String) -> String?
    /// Where `./host` stands.
    public var workingDirectory: String
    /// What `~` means.
    public var home: String
    /// The time, for times of the day and spans.
    public var now: Date
    /// Reads a file that an option names.
    public var readFile: (String) throws -> [UInt8]
    /// What `--template` and `--env-template` name.
    public var library: TemplateLibrary

    /// A builder over the person's surroundings.
    public init(
        defaults: JobDefaults, variable: @escaping (String) -> String?, workingDirectory: String, home: String,
        now: Date, library: TemplateLibrary = TemplateLibrary(), readFile: @escaping (String) throws -> [UInt8]
    ) {
        self.defaults = defaults
        self.variable = variable
        self.workingDirectory = workingDirectory
        self.home = home
        self.now = now
        self.readFile = readFile
        self.library = library
    }

    /// Makes the job, of an array the one with marks. What a template says lies below what the request says, and below both the
    /// environments that they name.
    ///
    /// - Throws: `InvalidInput` that names the option.
    public func draft(_ request: RunRequest) throws(InvalidInput) -> JobDraft {
        let template = try template(of: request)
        let whole = template.map { request.over($0.request) } ?? request
        guard whole.image != RunRequest.imageOfTemplate else {
            throw InvalidInput("IMAGE", "'-' stands for a template's image, and no --template is named. Name an image.")
        }
        var draft = JobDraft(name: whole.value(.name) ?? template?.name, spec: try spec(whole))
        // Layer by layer: within one layer -e wins over files, but a file of the job wins over -e of its template.
        let layers = (template.map { [$0.request] } ?? []) + [request]
        draft.spec.environment = try environment(layers)
        draft.spec.labels = try labels(layers)
        try apply(whole, to: &draft)
        draft.template = template?.name
        draft.rerunOf = request.rerunOf
        // The lines of --each are read only when all is submitted; the values of --matrix can be checked here.
        _ = try axes(whole)
        return draft
    }

    /// The template that a request names.
    func template(of request: RunRequest) throws(InvalidInput) -> JobTemplate? {
        try request.value(.template).map { name throws(InvalidInput) in try library.template(name) }
    }

    private func apply(_ request: RunRequest, to draft: inout JobDraft) throws(InvalidInput) {
        draft.priority =
            try request.value(.priority).map { (text) throws(InvalidInput) in
                try integer(text, "--priority", "0 to 100")
            } ?? defaults.priority ?? draft.priority
        draft.timeout =
            try request.value(.timeout).map { (text) throws(InvalidInput) in
                try Duration(parsing: text, field: "--timeout")
            } ?? defaults.timeout
        try applyRetry(request, to: &draft)
        draft.routing.host = request.value(.host)
        draft.routing.region = request.value(.region)
        draft.routing.executor = try request.value(.executor).map { (text) throws(InvalidInput) in
            try choice(text, "--executor", HostKind.self)
        }
        try applyTraits(request, to: &draft.routing)
        draft.notBefore = try notBefore(request)
        draft.isHeld = request.has(.hold)
        draft.group = request.value(.group)
        draft.after = try request[.after].map { (text) throws(InvalidInput) in try Prerequisite(parsing: text) }
        draft.unique = try request.value(.unique).map { (text) throws(InvalidInput) in try UniqueKey(parsing: text) }
        draft.idempotencyKey = request.value(.idempotencyKey)
    }

    private func applyTraits(_ request: RunRequest, to routing: inout RoutingPreference) throws(InvalidInput) {
        for text in request[.require] {
            let trait = try HostTrait(parsing: text, field: "--require")
            if let other = routing.demands.first(where: { $0.key == trait.key && $0.value != trait.value }) {
                throw InvalidInput("--require", "No host has both \(other) and \(trait). Leave one out.")
            }
            switch trait.key {
            // These have options of their own, which say the same.
            case "host": routing.host = trait.value
            case "executor": routing.executor = HostKind(rawValue: trait.value)
            case "region": routing.region = trait.value
            default: if !routing.required.contains(trait) { routing.required.append(trait) }
            }
        }
        routing.preferred = try request[.prefer].map { (text) throws(InvalidInput) in
            try HostTrait(parsing: text, field: "--prefer")
        }
    }

    private func applyRetry(_ request: RunRequest, to draft: inout JobDraft) throws(InvalidInput) {
        draft.retryStrategy = defaults.retry
        var attempts: Int?
        if let text = request.value(.retry) {
            if let strategy = RetryStrategy(rawValue: text.replacing("-", with: "_")) {
                draft.retryStrategy = strategy
            } else if let number = Int(text) {
                attempts = number
            } else {
                let known = RetryStrategy.allCases.map(\.rawValue).joined(separator: ", ")
                throw InvalidInput(
                    "--retry",
                    "'\(TextForSentence.shortened(text))' is no strategy. Write \(known), or a number of attempts.")
            }
        }
        let codes = try request.value(.retryOn).map(exitCodes)
        guard attempts != nil || codes != nil else { return }
        var policy = draft.effectiveRetryPolicy
        if let attempts { policy.maxAttempts = attempts }
        if let codes { policy.retriedExitCodes = codes }
        draft.retryPolicy = policy
    }

    private func exitCodes(_ text: String) throws(InvalidInput) -> Set<Int> {
        if text == "any" { return Set(1...255) }
        var codes = Set<Int>()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            codes.insert(try integer(String(part), "--retry-on", "exit codes such as 1,75, or any"))
        }
        return codes
    }

    private func notBefore(_ request: RunRequest) throws(InvalidInput) -> Date? {
        switch (request.value(.at), request.value(.delay)) {
        case (nil, nil): return nil
        case (let text?, nil): return try TimeText.moment(text, field: "--at", now: now)
        case (nil, let text?):
            return now.addingTimeInterval(try Duration(parsing: text, field: "--in").inSeconds)
        case (.some, .some): throw InvalidInput("--at", "It cannot be given together with --in. Leave one out.")
        }
    }

    func integer(_ text: String, _ field: String, _ allowed: String) throws(InvalidInput) -> Int {
        guard let number = Int(text) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not a whole number. Give \(allowed).")
        }
        return number
    }

    func choice<Value: RawRepresentable & CaseIterable>(
        _ text: String, _ field: String, _: Value.Type
    ) throws(InvalidInput) -> Value where Value.RawValue == String {
        guard let value = Value(rawValue: text) else {
            let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not known. Write one of: \(known).")
        }
        return value
    }
}
