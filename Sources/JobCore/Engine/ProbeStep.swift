/// One step of a host's check: what was tried, and what came of it.
public struct ProbeStep: Hashable, Sendable {
    /// What came of a step.
    public enum Outcome: String, Hashable, Sendable {
        /// As it should be.
        case fine
        /// It works, and somebody should look at it.
        case warning
        /// The check ends here.
        case failed
    }

    /// What was tried: `resolve`, `connect`, `TLS`, `ssh`, `version`, `capabilities`, `clock`.
    public var name: String
    /// What came of it.
    public var outcome: Outcome
    /// What was found, or a sentence about what is wrong.
    public var detail: String

    /// A step that went well.
    public init(_ name: String, _ detail: String) {
        self.init(name, .fine, detail)
    }

    /// Describes a step.
    public init(_ name: String, _ outcome: Outcome, _ detail: String) {
        self.name = name
        self.outcome = outcome
        self.detail = detail
    }
}
