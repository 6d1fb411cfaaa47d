public import JobCore

/// What was just submitted: a job, or an array of jobs.
public struct NewJobs: Hashable, Sendable {
    /// The job, or the array's number.
    public var number: JobNumber
    /// The array, where it is one.
    public var array: JobArray?

    /// A job.
    public init(_ number: JobNumber) {
        self.number = number
    }

    /// An array.
    public init(_ array: JobArray) {
        number = array.number
        self.array = array
    }

    /// The number of the last job.
    var lastNumber: JobNumber { array.map { JobNumber($0.numbers.upperBound) } ?? number }

    /// `Job 12 was taken`
    var sentence: String {
        guard let array else { return "Job \(number) was taken" }
        return "Array \(number) was taken: \(array.size == 1 ? "1 job" : "\(HeaderView.grouped(array.size)) jobs")"
    }
}
