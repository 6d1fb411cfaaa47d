public import JobCore

/// One line that a container wrote.
public struct ContainerLine: Equatable, Sendable {
    /// Where to.
    public var stream: LogStream
    /// As far as the widest screen shows it, without its end.
    public var bytes: [UInt8]

    /// More than this of a line is not held.
    private static let maxBytes = 4096

    /// Takes a line with its end.
    public init(stream: LogStream, bytes: ArraySlice<UInt8>) {
        self.stream = stream
        var bytes = bytes
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        // What a lone carriage return overwrites is not seen on a terminal either.
        if let start = bytes.lastIndex(of: 0x0D) { bytes = bytes[(start + 1)...] }
        self.bytes = Array(bytes.prefix(Self.maxBytes))
    }
}
