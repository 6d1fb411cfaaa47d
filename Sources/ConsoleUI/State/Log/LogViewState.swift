public import JobCore

/// The log of one attempt: which lines are loaded, and where the reader is.
///
/// Only some pages around the screen are held, so that a log of any length costs the same.
public struct LogViewState: Equatable, Sendable {
    /// Whose log; `nil` when the selected job was never tried.
    public private(set) var attempt: AttemptID?
    /// Whether the newest line stays on the screen.
    public private(set) var isFollowing = true
    /// The first line on the screen while not following.
    public private(set) var top: Int64 = 0
    /// How many columns are passed over at the left.
    public private(set) var pan = 0
    /// What is loaded; `nil` before the first answer.
    public private(set) var window: LogWindow?

    init() {}

    /// The part to be read and kept fresh. It changes only when the reader has moved by a page.
    public func request(visibleRows: Int) -> LogRequest? {
        guard let attempt else { return nil }
        let page = Int64(max(16, visibleRows))
        guard !isFollowing else { return LogRequest(attempt: attempt, firstLine: nil, count: Int(page * 2)) }
        let first = max(0, (top / page - 1) * page)
        return LogRequest(attempt: attempt, firstLine: first, count: Int(page * 4))
    }

    mutating func show(_ attempt: AttemptID?) {
        guard attempt != self.attempt else { return }
        self = LogViewState()
        self.attempt = attempt
    }

    /// Takes what was read. A late answer to an older request is dropped.
    mutating func load(_ loaded: LogWindow, for request: LogRequest, visibleRows: Int) {
        guard request == self.request(visibleRows: visibleRows) else { return }
        window = loaded
    }

    /// Moves by lines; up stops following.
    mutating func scroll(by delta: Int64, visibleRows: Int) {
        let last = lastTop(visibleRows: visibleRows)
        if isFollowing {
            guard delta < 0, last > 0 else { return }
            isFollowing = false
            top = last
        }
        top = min(max(0, top + delta), last)
    }

    mutating func moveToFirst() {
        isFollowing = false
        top = 0
    }

    mutating func follow() {
        isFollowing = true
    }

    mutating func toggleFollow(visibleRows: Int) {
        if isFollowing { top = lastTop(visibleRows: visibleRows) }
        isFollowing.toggle()
    }

    mutating func pan(by columns: Int) {
        pan = min(max(0, pan + columns), LogLine.maxBytes)
    }

    private func lastTop(visibleRows: Int) -> Int64 {
        max(0, (window?.totalLines ?? 0) - Int64(visibleRows))
    }
}
