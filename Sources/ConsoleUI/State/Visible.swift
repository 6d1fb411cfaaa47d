/// What is on the screen and has to be read and kept fresh, at most one request for each part.
public struct Visible: Equatable, Sendable {
    /// The requests.
    public var requests: [ReadRequest]

    /// Asks for these parts.
    public init(requests: [ReadRequest]) {
        self.requests = requests
    }

    /// The part of the log; `nil` when none is shown.
    public var log: LogRequest? {
        for case .log(let request) in requests { return request }
        return nil
    }

    /// The part of the job list; `nil` when it is not shown.
    public var jobs: JobListRequest? {
        for case .jobs(let request) in requests { return request }
        return nil
    }
}
