public import JobCore

/// One line of a log, as far as it is needed for the screen.
public struct LogLine: Equatable, Sendable {
    /// Its number in the attempt, from 0.
    public var number: Int64
    /// Which stream.
    public var stream: LogStream
    /// The container's bytes without the line end; at most `maxBytes`.
    public var bytes: [UInt8]
    /// Whether a carriage return overwrote earlier text of the line (a progress bar); only the last state is held.
    public var isOverwritten: Bool
    /// Whether more bytes belong to the line than are held.
    public var isCut: Bool
    /// How many lines before this one were cut by the log's limit.
    public var gapBefore: Int64

    /// Bytes of a line that are held: more than the widest screen shows.
    public static let maxBytes = 8192

    /// An empty line.
    public init(number: Int64, stream: LogStream, gapBefore: Int64 = 0) {
        self.number = number
        self.stream = stream
        self.gapBefore = gapBefore
        bytes = []
        isOverwritten = false
        isCut = false
    }

    /// Adds a piece of the line, its line end included where it has one.
    ///
    /// CR LF is a line end; a lone CR starts the line anew, as a terminal would show it.
    public mutating func append(_ piece: ArraySlice<UInt8>) {
        var piece = piece
        if piece.last == 0x0A {
            piece = piece.dropLast()
            if piece.last == 0x0D { piece = piece.dropLast() }
        }
        let visible = piece.last == 0x0D ? piece.dropLast() : piece
        if let lastReturn = visible.lastIndex(of: 0x0D) {
            isOverwritten = true
            isCut = false
            bytes.removeAll()
            piece = piece[(lastReturn + 1)...]
        } else if bytes.last == 0x0D, !piece.isEmpty {
            isOverwritten = true
            isCut = false
            bytes.removeAll()
        }
        let room = Self.maxBytes - bytes.count
        if piece.count > room { isCut = true }
        bytes.append(contentsOf: piece.prefix(room))
    }
}
