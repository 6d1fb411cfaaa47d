import Foundation

/// Decides whether a job may enter a store: every field within its limits, nothing that an engine would silently ignore,
/// nothing dangerous that the owner did not allow (DOCK-04, DOCK-05, F86, S29). Pure; makes no call.
public struct JobValidation: Hashable, Sendable {
    /// What the owner of the store allows.
    public var safety: SafetyPolicy

    /// Allows nothing dangerous unless given.
    public init(safety: SafetyPolicy = SafetyPolicy()) {
        self.safety = safety
    }

    /// Checks a job as it is submitted.
    ///
    /// - Throws: `InvalidInput` for the first field that is wrong, naming it as the command line does.
    public func validate(_ draft: JobDraft) throws(InvalidInput) {
        if let name = draft.name { try TextRules.checkPrintable(name, "--name", atMost: SpecLimits.nameBytes) }
        try validate(draft.spec)
        guard SpecLimits.priority.contains(draft.priority) else {
            throw InvalidInput("--priority", "\(draft.priority) is out of range. Give 0 (last) to 100 (first).")
        }
        if let policy = draft.retryPolicy { try Self.checkRetry(policy) }
        if draft.spec.takesInput, draft.retryPolicy?.retriedExitCodes.isEmpty == false {
            throw InvalidInput(
                "--retry-on",
                "Standard input can be read once only, so a job with -i is not tried again. Leave one out.")
        }
        if let timeout = draft.timeout, !SpecLimits.timeout.contains(timeout) {
            throw InvalidInput(
                "--timeout",
                "A deadline is 1s to 30d, not \(timeout.forPeople). Leave it out for a job without deadline.")
        }
        try Self.checkRouting(draft.routing)
        if let date = draft.notBefore, !(0..<253_402_300_800).contains(date.timeIntervalSince1970) {
            throw InvalidInput("--at", "The time lies outside the years 1970 to 9999. Give a date within them.")
        }
        if let key = draft.idempotencyKey { try TextRules.checkPrintable(key, "--idempotency-key", atMost: 255) }
        if let group = draft.group { try TextRules.checkIdentifier(group, "--group") }
        if let unique = draft.unique { try TextRules.checkPrintable(unique.key, "--unique", atMost: 255) }
        guard draft.after.count <= SpecLimits.dependencies else {
            throw InvalidInput(
                "--after", "\(draft.after.count) jobs are too many. Give at most \(SpecLimits.dependencies).")
        }
    }

    /// Checks what is to run.
    ///
    /// - Throws: `InvalidInput` for the first field that is wrong.
    public func validate(_ spec: JobSpec) throws(InvalidInput) {
        try Self.checkImage(spec.image)
        try Self.checkCommand(spec)
        try Self.checkEnvironment(spec.environment)
        try Self.checkLabels(spec.labels)
        try Self.checkProcess(spec)
        try Self.checkLimits(spec.limits)
        try Self.checkUlimits(spec.ulimits)
        try Self.checkMounts(spec, safety)
        try Self.checkNetworks(spec, safety)
        try Self.checkPrivileges(spec, safety)
    }

    private static func checkRetry(_ policy: RetryPolicy) throws(InvalidInput) {
        guard SpecLimits.attempts.contains(policy.maxAttempts) else {
            throw InvalidInput("--retry", "\(policy.maxAttempts) attempts are out of range. Give 1 to 100.")
        }
        guard policy.baseDelay >= .zero, policy.baseDelay <= policy.maxDelay, policy.maxDelay <= .seconds(86400) else {
            throw InvalidInput(
                "--retry", "The delay before an attempt must not be negative and at most 24h. Give for example 2s.")
        }
        if let code = policy.retriedExitCodes.first(where: { !(1...255).contains($0) }) {
            throw InvalidInput("--retry-on", "\(code) is no exit code of a failure. Give numbers from 1 to 255.")
        }
    }

    private static func checkRouting(_ routing: RoutingPreference) throws(InvalidInput) {
        if let host = routing.host { try TextRules.checkIdentifier(host, "--host") }
        if let region = routing.region { try TextRules.checkPrintable(region, "--region", atMost: 64) }
        for (field, traits) in [("--require", routing.required), ("--prefer", routing.preferred)] {
            guard traits.count <= SpecLimits.entries else {
                throw InvalidInput(field, "\(traits.count) are too many. Give at most \(SpecLimits.entries).")
            }
            for trait in traits { _ = try HostTrait(parsing: trait.description, field: field) }
        }
    }
}
