/// How the last ended jobs of one name went.
public struct JobHistory: Equatable, Sendable {
    /// How many were looked at.
    public var count: Int
    /// How many of them were completed.
    public var completed: Int
    /// The mean time that the completed ones ran; `nil` when none was.
    public var meanDuration: Duration?

    /// Describes a history.
    public init(count: Int, completed: Int, meanDuration: Duration?) {
        self.count = count
        self.completed = completed
        self.meanDuration = meanDuration
    }
}
