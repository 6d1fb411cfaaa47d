/// What a process asks of the active worker over its socket: one line each.
enum WorkerRequest: String, CaseIterable, Sendable {
    /// Look at the store now.
    case wake
    /// Send hints from now on.
    case listen
    /// Claim nothing more, hand over and end.
    case drain
    /// Print the queue's status to the worker's log.
    case report
}
