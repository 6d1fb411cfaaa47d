public import JobCore

/// The detail pane: which tab, how far down, what was read for it.
public struct DetailState: Equatable, Sendable {
    /// The tab on the screen.
    public internal(set) var tab = DetailTab.overview {
        didSet { if tab != oldValue { leave() } }
    }
    /// The job it is about.
    public private(set) var job: JobNumber?
    /// What was read; `nil` before the answer.
    public private(set) var loaded: JobDetail?
    /// The first line on the screen.
    public private(set) var top = 0

    init() {}

    /// What has to be read for it.
    public var request: JobDetailRequest? { job.map { JobDetailRequest(job: $0, tab: tab) } }

    mutating func show(_ job: JobNumber?) {
        guard job != self.job else { return }
        self.job = job
        leave()
    }

    /// Takes what was read. A late answer to an older request is dropped.
    mutating func load(_ loaded: JobDetail, for request: JobDetailRequest) {
        guard request == self.request else { return }
        self.loaded = loaded
    }

    mutating func scroll(by delta: Int, lines: Int, visibleRows: Int) {
        top = min(max(0, top + delta), max(0, lines - visibleRows))
    }

    private mutating func leave() {
        loaded = nil
        top = 0
    }
}
