public import JobCore

/// What a job comes after, and how that stands.
public struct PrerequisiteState: Hashable, Sendable {
    /// What it comes after.
    public var dependency: JobDependency
    /// Where that stands; an array as a whole. `nil` when it was deleted.
    public var status: JobStatus?

    /// Puts both together.
    public init(dependency: JobDependency, status: JobStatus?) {
        self.dependency = dependency
        self.status = status
    }
}
