import JobCore

/// What a job comes after, as JSON shows it.
struct DependencyRecord: Encodable {
    /// A job or an array.
    var id: Int64
    /// `ok`, `any` or `fail`.
    var condition: String
    var isOpen: Bool

    init(_ dependency: JobDependency) {
        id = dependency.predecessor.rawValue
        condition = dependency.condition.rawValue
        isOpen = dependency.isOpen
    }
}
