/// What a job comes after, as the store has it.
public struct JobDependency: Hashable, Sendable, Codable {
    /// A job or an array of jobs.
    public var predecessor: JobNumber
    /// How that must have ended.
    public var condition: DependencyCondition
    /// Whether it still holds the job back.
    public var isOpen: Bool

    /// Describes a dependency.
    public init(predecessor: JobNumber, condition: DependencyCondition, isOpen: Bool) {
        self.predecessor = predecessor
        self.condition = condition
        self.isOpen = isOpen
    }
}
