public import Foundation

/// One line of the audit journal: an action or a transition, who, when, from which process (S35).
public struct JobEvent: Hashable, Sendable {
    /// Its place in the journal; grows by one.
    public var sequence: Int64
    /// When.
    public var at: Date
    /// The job it is about; `nil` for hosts and the worker.
    public var job: JobNumber?
    /// The attempt it is about.
    public var attempt: Int?
    /// What happened, a word (`submitted`, `launching`, `cancel_requested`, `host_added`, …).
    public var kind: String
    /// More, a sentence.
    public var detail: String?
    /// Who: the user and the process.
    public var actor: String

    /// Makes a line.
    public init(
        sequence: Int64, at: Date, job: JobNumber?, attempt: Int?, kind: String, detail: String?, actor: String
    ) {
        self.sequence = sequence
        self.at = at
        self.job = job
        self.attempt = attempt
        self.kind = kind
        self.detail = detail
        self.actor = actor
    }
}
