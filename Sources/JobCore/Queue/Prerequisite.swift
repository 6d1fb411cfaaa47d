/// What a job is to come after, as a person names it: `1042`, `@build:any` (QUEUE-10).
public struct Prerequisite: Hashable, Sendable, CustomStringConvertible {
    /// A job or an array of jobs.
    public var reference: JobReference
    /// How that must have ended.
    public var condition: DependencyCondition

    /// Names what comes before.
    public init(_ reference: JobReference, _ condition: DependencyCondition = .ok) {
        self.reference = reference
        self.condition = condition
    }

    /// Reads `JOB[:ok|any|fail]`.
    ///
    /// - Throws: `InvalidInput` that shows an example.
    public init(parsing text: String) throws(InvalidInput) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var name = text
        var condition = DependencyCondition.ok
        if let last = parts.last, parts.count > 1, let word = DependencyCondition(rawValue: String(last)) {
            condition = word
            name = String(text.dropLast(last.count + 1))
        }
        guard let reference = try? JobReference(parsing: name) else {
            throw InvalidInput(
                "--after",
                "'\(TextForSentence.shortened(text))' names no job. Write a number or @name, and how it must end: 1042, @build:any, 1042:fail."
            )
        }
        self.init(reference, condition)
    }

    /// As it is written.
    public var description: String { condition == .ok ? "\(reference)" : "\(reference):\(condition.rawValue)" }
}
