/// The terminal while someone else has it: a pager, an editor, a shell in a container.
public struct LentTerminal: Sendable {
    /// In which modes it is handed over.
    public enum Modes: Sendable {
        /// As the console found it: for a program that sets its own.
        case found
        /// Every byte as it is typed, signals included: for a terminal at the other end of a line.
        case raw
    }

    /// Its descriptor, open for reading and writing as long as the loan lasts.
    public let descriptor: Int32
    /// Its size when it was handed over.
    public let size: Size
    /// Later sizes; only the newest is kept. Can be read once.
    public let sizes: AsyncStream<Size>

    /// Describes a terminal that is handed over.
    public init(descriptor: Int32, size: Size, sizes: AsyncStream<Size>) {
        self.descriptor = descriptor
        self.size = size
        self.sizes = sizes
    }
}
