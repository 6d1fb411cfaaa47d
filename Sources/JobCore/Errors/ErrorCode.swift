/// What kind of failure an error at a boundary is. What is retried is decided from this alone (QUEUE-06).
public enum ErrorCode: String, CaseIterable, Hashable, Sendable, Codable {
    /// The peer could not be reached, or the line broke.
    case connection
    /// A setting is wrong.
    case configuration
    /// Memory, CPU, devices, disk or capacity are not there (now).
    case resource
    /// The peer did not answer in time.
    case timeout
    /// The image does not exist or may not be pulled.
    case imageNotFound
    /// Credentials are missing or wrong.
    case unauthorized
    /// The object does not exist.
    case notFound
    /// The object exists already or is in a state that forbids the operation.
    case conflict
    /// The job's own description cannot be run.
    case invalidJob
    /// The operating system or the engine forbids it.
    case permission
    /// Anything else.
    case unknown
}
