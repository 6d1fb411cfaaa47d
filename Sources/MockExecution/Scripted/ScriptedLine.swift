public import JobCore

/// One line that a scripted container writes.
public struct ScriptedLine: Hashable, Sendable {
    /// Where to.
    public var stream: LogStream
    /// What, without the newline.
    public var text: String

    /// Describes a line, on standard output unless said.
    public init(_ text: String, stream: LogStream = .stdout) {
        self.text = text
        self.stream = stream
    }
}
