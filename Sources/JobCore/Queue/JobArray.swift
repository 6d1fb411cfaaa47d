public import Foundation

/// Jobs that were submitted as one (QUEUE-12). Its number comes from the same sequence as theirs, right before the first one's,
/// so that a number names one thing, and its jobs stand together in the order of submission.
public struct JobArray: Hashable, Sendable {
    /// Its number.
    public var number: JobNumber
    /// The name with its marks, such as `train-{lr}`.
    public var name: String
    /// How many jobs it was submitted with.
    public var size: Int
    /// When it was submitted.
    public var createdAt: Date
    /// The array that this one repeats in part.
    public var rerunOf: JobNumber?
    /// How many of its jobs stand where; deleted ones are not among them.
    public var counts: [JobStatus: Int]

    /// Describes an array.
    public init(
        number: JobNumber, name: String, size: Int, createdAt: Date, rerunOf: JobNumber? = nil,
        counts: [JobStatus: Int] = [:]
    ) {
        self.number = number
        self.name = name
        self.size = size
        self.createdAt = createdAt
        self.rerunOf = rerunOf
        self.counts = counts
    }

    /// How many jobs an array may have.
    public static let sizes = 1...10_000

    /// The numbers of its jobs.
    public var numbers: ClosedRange<Int64> { (number.rawValue + 1)...(number.rawValue + Int64(size)) }

    /// How many of its jobs have ended.
    public var ended: Int { JobStatus.terminal.reduce(0) { $0 + (counts[$1] ?? 0) } }

    /// How many of its jobs ended otherwise than well.
    public var failed: Int { ended - (counts[.completed] ?? 0) }

    /// How many of its jobs failed or ran out of time; what somebody cancelled is no failure.
    public var failures: Int { (counts[.failed] ?? 0) + (counts[.timeout] ?? 0) }

    /// Where it stands as a whole: what its most advanced unfinished job does; once all have ended, the worst end.
    public var status: JobStatus {
        let unfinished: [JobStatus] = [.running, .launching, .retrying, .queued, .pending]
        let ends: [JobStatus] = [.failed, .timeout, .cancelled, .completed]
        return (unfinished + ends).first { counts[$0] ?? 0 > 0 } ?? .completed
    }

    /// `2 running · 7 queued · 1 failed · 90 completed`
    public var countsInWords: String {
        let order: [JobStatus] = [
            .running, .launching, .retrying, .queued, .pending, .failed, .timeout, .cancelled, .completed,
        ]
        return order.compactMap { status in counts[status].flatMap { $0 > 0 ? "\($0) \(status)" : nil } }
            .joined(separator: " · ")
    }
}
