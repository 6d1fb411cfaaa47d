/// A failed operation on an engine.
public struct ExecutorError: Error, Sendable, CustomStringConvertible {
    /// What kind of failure it is; decides about retries.
    public let code: ErrorCode
    /// A full sentence: what could not be done, to which object, why, the remedy. Never holds a secret.
    public let message: String
    /// 127 or 126 when the container's command is missing or cannot be executed; `nil` otherwise.
    public let exitCode: Int?
    /// The error below, for the journal.
    public let cause: String?

    /// Makes an error from its parts.
    public init(_ code: ErrorCode, _ message: String, exitCode: Int? = nil, cause: String? = nil) {
        self.code = code
        self.message = message
        self.exitCode = exitCode
        self.cause = cause
    }

    /// The sentence.
    public var description: String { message }

    /// Whether the engine could not be asked at all, so that nothing is known about what was asked for.
    public var isOutage: Bool { code == .connection || code == .timeout }
}
