/// Which of a container's outputs.
public enum LogStream: UInt8, CaseIterable, Hashable, Sendable, Codable {
    /// Standard output; also the only stream of a container with a terminal.
    case stdout = 1
    /// Standard error.
    case stderr = 2

    /// `stdout` or `stderr`.
    public var name: String { self == .stdout ? "stdout" : "stderr" }
}
