public import JobCore

/// One log, or several by time: which lines are loaded, and where the reader is.
///
/// Only some pages around the screen are held, so that a log of any length costs the same.
public struct LogViewState: Equatable, Sendable {
    /// Whose logs; empty when the selected job was never tried.
    public private(set) var sources: [LogSource] = []
    /// Which stream; `nil` for both.
    public private(set) var stream: LogStream?
    /// How times are shown.
    public private(set) var timestamps = LogTimestamps.off
    /// Whether long lines go on in the next row.
    public private(set) var isWrapped = false
    /// How many columns are passed over at the left.
    public internal(set) var pan = 0
    /// What is searched for.
    public internal(set) var search = LogSearch()
    /// Whether the newest line stays on the screen.
    public internal(set) var isFollowing = true
    /// The first row while not following.
    public internal(set) var top: LogTop?
    /// What is loaded; `nil` before the first answer.
    public internal(set) var window: LogWindow?
    /// Where the part to be read lies.
    var anchor = LogRequest.Anchor.end

    /// The run of lines of standard error that was gone to last.
    var errorBlock: LogPlace?

    /// Pages that are loaded on each side of the screen.
    private static let pages = 3
    /// Columns that are passed over at most: as many bytes of a line have to be read.
    public static let maxPan = 1 << 20
    /// Beyond this, the beginning of lines is not loaded.
    private static let panStep = 4096

    init() {}

    /// The attempt whose log is shown alone.
    public var attempt: AttemptID? { sources.count == 1 ? sources[0].attempt : nil }

    /// The part to be read and kept fresh. It changes only when the reader has moved by a page.
    public func request(visibleRows: Int) -> LogRequest? {
        guard !sources.isEmpty else { return nil }
        let skippedBytes = pan < Self.panStep ? 0 : pan / Self.panStep * Self.panStep - Self.panStep / 4
        return LogRequest(
            sources: sources, stream: stream, pattern: search.pattern, isMatchesOnly: search.isMatchesOnly,
            anchor: anchor, reach: max(16, visibleRows) * Self.pages, skippedBytes: isWrapped ? 0 : skippedBytes)
    }

    /// Changes to other logs: their newest lines, nothing searched for. How lines are shown stays.
    mutating func show(_ sources: [LogSource]) {
        guard sources != self.sources else { return }
        let isRenamed = sources.map(\.attempt) == self.sources.map(\.attempt)
        self.sources = sources
        guard !isRenamed else { return }
        pan = 0
        search = LogSearch()
        isFollowing = true
        top = nil
        errorBlock = nil
        window = nil
        anchor = .end
    }

    /// Takes what was read. A late answer to an older request is dropped.
    ///
    /// - Returns: what was looked for and came, or did not; `nil` when nothing was looked for or it is not known yet.
    mutating func load(_ loaded: LogWindow, for request: LogRequest, _ geometry: LogGeometry) -> LogSeekEnd? {
        guard request == self.request(visibleRows: geometry.rows) else { return nil }
        guard case .seek(let seek) = anchor else {
            window = loaded
            keepTop(geometry)
            return nil
        }
        if let target = loaded.target {
            window = loaded
            go(to: target, isMatch: seek.isMatch, geometry)
            return .found(target)
        }
        window?.search = loaded.search
        if loaded.search?.isComplete == false, seek.isMatch { return nil }
        stay()
        if isFollowing { window = loaded }
        return .notFound(seek)
    }

    /// The first row on the screen.
    func firstRow(_ geometry: LogGeometry) -> LogTop? {
        guard let window else { return nil }
        // On the way back to the end, what was there stays until the end is read.
        if isFollowing, window.isEnd || top == nil { return geometry.lastTop(of: window.lines) }
        return top ?? window.lines.first.map { LogTop(place: $0.place) }
    }

    /// The lines from the first row on.
    func lines(from top: LogTop) -> ArraySlice<LogLine> {
        guard let window, let index = window.lines.firstIndex(where: { $0.place == top.place }) else { return [] }
        return window.lines[index...]
    }

    mutating func toggleWrap() {
        isWrapped.toggle()
        pan = 0
        top?.skippedRows = 0
    }

    mutating func nextTimestamps() { timestamps = timestamps.next }

    /// All, standard output, standard error, and again.
    mutating func nextStream() {
        stream = stream == nil ? .stdout : stream == .stdout ? .stderr : nil
        search.current = nil
        stay()
    }

    mutating func pan(by columns: Int) {
        pan = min(max(0, pan + columns), Self.maxPan)
    }

    /// Reads again around the reader's place.
    mutating func stay() {
        if isFollowing {
            anchor = .end
        } else {
            anchor = top.map { .around($0.place) } ?? .start
        }
    }

    /// After other lines were loaded: where the first row's line is not among them, the next one takes its place.
    private mutating func keepTop(_ geometry: LogGeometry) {
        guard !isFollowing, let window else { return }
        defer {
            // No row is wasted where fewer lines are shown than before.
            if window.isEnd, let top, let last = geometry.lastTop(of: window.lines),
                geometry.isBehind(top, last, in: window.lines)
            {
                self.top = last
            }
        }
        if anchor == .start {
            if top == nil || !window.lines.contains(where: { $0.place == top?.place }) {
                top = window.lines.first.map { LogTop(place: $0.place) }
            }
        } else if let place = top?.place, !window.lines.contains(where: { $0.place == place }) {
            let next = window.lines.first { $0.place.attempt == place.attempt && $0.number >= place.line }
            top = (next ?? window.lines.last).map { LogTop(place: $0.place) }
        }
    }
}
