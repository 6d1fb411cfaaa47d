public import JobCore

/// One line of a log, as far as it is needed for the screen.
public struct LogLine: Equatable, Sendable {
    /// Whose line, and its number there.
    public var place: LogPlace
    /// Which stream.
    public var stream: LogStream
    /// When the engine took its first bytes; `nil` where an engine gives no times.
    public var time: EngineTime?
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

    /// Whether its end was seen.
    public private(set) var isEnded = false
    /// How many bytes at its beginning are not held because the reader is further right.
    public let skippedBytes: Int
    private var bytesToSkip: Int
    /// Whether a carriage return came last: what follows decides whether it is part of the line's end.
    private var hasOpenReturn = false

    /// An empty line, which passes over its first `skippedBytes` bytes.
    public init(
        place: LogPlace, stream: LogStream, time: EngineTime? = nil, gapBefore: Int64 = 0, skippedBytes: Int = 0
    ) {
        self.place = place
        self.stream = stream
        self.time = time
        self.gapBefore = gapBefore
        self.skippedBytes = skippedBytes
        bytesToSkip = skippedBytes
        bytes = []
        isOverwritten = false
        isCut = false
    }

    /// Its number in its log, from 0.
    public var number: Int64 { place.line }

    /// Adds a piece of the line, its line end included where it has one.
    ///
    /// CR LF is a line end; a lone CR starts the line anew, as a terminal would show it.
    public mutating func append(_ piece: ArraySlice<UInt8>) {
        var piece = piece
        if piece.last == 0x0A {
            isEnded = true
            piece = piece.dropLast()
        }
        let count = piece.count
        while piece.last == 0x0D { piece = piece.dropLast() }
        if hasOpenReturn, !piece.isEmpty { startAnew() }
        if piece.count < count { hasOpenReturn = true }
        if let lastReturn = piece.lastIndex(of: 0x0D) {
            startAnew()
            hasOpenReturn = piece.count < count
            piece = piece[(lastReturn + 1)...]
        }
        let skipped = min(bytesToSkip, piece.count)
        bytesToSkip -= skipped
        piece = piece.dropFirst(skipped)
        let room = Self.maxBytes - bytes.count
        if piece.count > room { isCut = true }
        bytes.append(contentsOf: piece.prefix(room))
    }

    /// Where a pattern first matches in what is held, in bytes from the beginning of the line, colours left out.
    public func firstMatch(of pattern: LogPattern) -> Int? {
        var text: [UInt8] = []
        bytes.withUnsafeBytes { LogShownText.appendWithoutColors($0, to: &text) }
        return pattern.matches(in: text).first.map { skippedBytes + $0.lowerBound }
    }

    private mutating func startAnew() {
        isOverwritten = true
        isCut = false
        hasOpenReturn = false
        bytes.removeAll()
        bytesToSkip = skippedBytes
    }
}
