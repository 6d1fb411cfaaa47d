/// A job's place in an array of jobs.
public struct ArrayMembership: Hashable, Sendable, Codable {
    /// The array's number.
    public var array: JobNumber
    /// From 0.
    public var index: Int
    /// How many jobs the array was submitted with.
    public var size: Int

    /// Describes a place.
    public init(array: JobNumber, index: Int, size: Int) {
        self.array = array
        self.index = index
        self.size = size
    }
}
