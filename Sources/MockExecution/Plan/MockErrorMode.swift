import JobCore

/// How every launch on a mock host fails (MOCK-01).
public enum MockErrorMode: String, CaseIterable, Hashable, Sendable {
    case connectionFailure
    case resourceExhaustion
    case timeout
    case imageNotFound
    case unauthorized

    /// The error of a launch.
    func error(container: String, image: String, host: String) -> ExecutorError {
        let (code, reason): (ErrorCode, String) =
            switch self {
            case .connectionFailure: (.connection, "the simulated engine cannot be reached")
            case .resourceExhaustion: (.resource, "the simulated machine has no room")
            case .timeout: (.timeout, "the simulated engine did not answer in time")
            case .imageNotFound: (.imageNotFound, "image '\(image)' was not found")
            case .unauthorized: (.unauthorized, "the simulated registry knows nobody")
            }
        return ExecutorError(
            code,
            "Could not make container '\(container)' on host '\(host)': \(reason). Its setting errorMode=\(rawValue) says so."
        )
    }
}
