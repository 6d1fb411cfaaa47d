/// A page of a list of jobs, found by key, so that its cost does not grow with what lies before it.
public struct JobPage: Hashable, Sendable {
    /// Where a page ends: the last job's value in the order, and its number.
    public struct Key: Hashable, Sendable {
        /// The value that the list is ordered by, as text or number; `nil` when ordered by number alone or the value is absent.
        public var value: Value?
        /// Decides among equal values.
        public var number: JobNumber

        /// Marks a place in a list.
        public init(value: Value?, number: JobNumber) {
            self.value = value
            self.number = number
        }
    }

    /// A value in an order.
    public enum Value: Hashable, Sendable {
        /// Name, status or host.
        case text(String)
        /// A moment, seconds since 1970.
        case seconds(Double)
    }

    /// The jobs, without secret values.
    public var jobs: [Job]
    /// The arrays that are folded to one of these jobs, by that job's number.
    public var arrays: [JobNumber: JobArray]
    /// Where to go on; `nil` when this is the last page.
    public var next: Key?

    /// Makes a page.
    public init(jobs: [Job], arrays: [JobNumber: JobArray] = [:], next: Key?) {
        self.jobs = jobs
        self.arrays = arrays
        self.next = next
    }
}
