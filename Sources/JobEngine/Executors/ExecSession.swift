public import JobCore

/// A command that runs in a container, or the container's own process, and the line to it.
public protocol ExecSession: Sendable {
    /// The next bytes that it wrote; `nil` when there will be no more. One reader.
    func read() async throws(ExecutorError) -> ExecOutput?
    /// Sends bytes to its standard input; returns when they are on their way.
    func write(_ bytes: [UInt8]) async throws(ExecutorError)
    /// Closes its standard input.
    func endInput() async
    /// Tells its terminal's size. What cannot be told is not important enough to fail.
    ///
    /// - Returns: whether it was taken; not before its process runs.
    @discardableResult
    func resize(columns: Int, rows: Int) async -> Bool
    /// Its exit code; `nil` while it runs.
    func exitCode() async throws(ExecutorError) -> Int?
    /// Closes the line. A command that still runs is not ended by that.
    func close() async
}

/// Bytes that a command wrote.
public struct ExecOutput: Hashable, Sendable {
    /// Where to.
    public var stream: LogStream
    /// What.
    public var bytes: [UInt8]

    /// Puts both together.
    public init(stream: LogStream, bytes: [UInt8]) {
        self.stream = stream
        self.bytes = bytes
    }
}
