public import JobCore

/// The job list: the part that is loaded, the selected job, the first row on the screen.
///
/// The selection belongs to a job, not to a row: it stays when rows move. Only a part of the list is held, so that a
/// million jobs cost no more than two hundred.
public struct JobListState: Equatable, Sendable {
    /// Which jobs.
    public private(set) var scope = JobScope.all
    /// Only names with this; empty means all.
    public private(set) var filter = ""
    /// What the list is ordered by.
    public private(set) var order = JobQuery.Order.number
    /// Whether the order is the other way round than it usually is.
    public private(set) var isReversed = false
    /// The marked jobs, loaded or not.
    public internal(set) var marks: Set<JobNumber> = []
    /// Columns that are not wanted.
    public internal(set) var hiddenColumns: Set<JobColumn> = []
    /// Which part of them is wanted.
    public private(set) var anchor = JobListRequest.Anchor.start
    /// The part that is loaded; `nil` before the first answer.
    public private(set) var page: JobListPage?
    /// The selected job.
    public private(set) var selection: JobNumber?
    /// The row of the page that is drawn first.
    public private(set) var top = 0
    /// The end of the list to be selected when its page arrives.
    private var wantedEdge: Edge?

    private enum Edge {
        case first
        case last
    }

    /// Closer than this to an edge of the page, the next part is asked for.
    private static let margin = 40

    init() {}

    /// The part to be read and kept fresh.
    public var request: JobListRequest {
        JobListRequest(
            scope: scope, filter: filter, order: order, isReversed: isReversed, anchor: anchor)
    }

    /// The loaded jobs.
    public var jobs: [Job] { page?.jobs ?? [] }

    /// The selected job, where it is loaded.
    public var selectedJob: Job? { selectedIndex.map { jobs[$0] } }

    var selectedIndex: Int? {
        selection.flatMap { number in jobs.firstIndex { $0.number == number } }
    }

    /// Takes a page. A late answer to an older request is dropped.
    mutating func load(_ loaded: JobListPage, for request: JobListRequest, visibleRows: Int) {
        guard request == self.request else { return }
        let index = selectedIndex ?? 0
        let offset = index - top
        let isAtStart = top == 0 && page?.hasBefore == false
        page = loaded
        if let wantedEdge {
            selection = (wantedEdge == .first ? loaded.jobs.first : loaded.jobs.last)?.number
            self.wantedEdge = nil
        } else if selectedIndex == nil, !loaded.jobs.isEmpty {
            selection = loaded.jobs[min(index, loaded.jobs.count - 1)].number
        }
        if !isAtStart || loaded.hasBefore { top = (selectedIndex ?? 0) - offset }
        keepInView(visibleRows: visibleRows)
    }

    /// Selects a job that was just made, where the list would show it: it appears with the next page.
    mutating func selectNew(_ number: JobNumber) {
        guard order == .number, filter.isEmpty else { return }
        selection = number
        wantedEdge = nil
        guard selectedIndex == nil else { return }
        anchor = scope == .all && !isReversed ? .start : .around(JobPage.Key(value: nil, number: number))
    }

    /// Moves the selection by rows, and the page when the selection comes near its edge.
    mutating func move(by delta: Int, visibleRows: Int) {
        guard !jobs.isEmpty else { return }
        let index = min(max(0, (selectedIndex ?? 0) + delta), jobs.count - 1)
        selection = jobs[index].number
        let needsBefore = page?.hasBefore == true && index < Self.margin
        let needsAfter = page?.hasAfter == true && index >= jobs.count - Self.margin
        if needsBefore || needsAfter { anchor = .around(JobPage.Key(of: jobs[index], in: order)) }
        keepInView(visibleRows: visibleRows)
    }

    /// Goes to a job wherever it is, in the whole list if it is not in this one.
    mutating func select(_ job: JobNumber) {
        if jobs.contains(where: { $0.number == job }) {
            selection = job
            return
        }
        scope = .all
        filter = ""
        order = .number
        isReversed = false
        anchor = .around(JobPage.Key(value: nil, number: job))
        page = nil
        selection = job
        top = 0
    }

    mutating func moveToFirst(visibleRows: Int) {
        guard page?.hasBefore == true else { return move(by: -jobs.count, visibleRows: visibleRows) }
        anchor = .start
        wantedEdge = .first
    }

    mutating func moveToLast(visibleRows: Int) {
        guard page?.hasAfter == true else { return move(by: jobs.count, visibleRows: visibleRows) }
        anchor = .end
        wantedEdge = .last
    }

    /// Changes between active and all jobs; the selection stays where the job is in both lists.
    mutating func toggleScope() {
        scope = scope == .all ? .active : .all
        begin()
    }

    /// Narrows the list while it is typed; what was shown stays until the answer.
    mutating func narrow(to filter: String) {
        guard filter != self.filter else { return }
        self.filter = filter
        anchor = .start
        top = 0
    }

    mutating func sort(by order: JobQuery.Order) {
        guard order != self.order else { return }
        self.order = order
        isReversed = false
        begin()
    }

    mutating func reverse() {
        isReversed.toggle()
        begin()
    }

    /// Marks the selected job or takes its mark away, and goes on to the next one.
    mutating func toggleMark(visibleRows: Int) {
        guard let selection else { return }
        if marks.remove(selection) == nil { marks.insert(selection) }
        move(by: 1, visibleRows: visibleRows)
    }

    var canStepBack: Bool { !marks.isEmpty || !filter.isEmpty }

    /// Takes away the marks, else the filter.
    mutating func stepBack() {
        if !marks.isEmpty {
            marks = []
        } else {
            narrow(to: "")
        }
    }

    private mutating func begin() {
        anchor = .start
        page = nil
        top = 0
    }

    /// Takes one job anew, where it is loaded.
    mutating func refresh(_ job: Job) {
        guard let index = jobs.firstIndex(where: { $0.number == job.number }) else { return }
        page?.jobs[index] = job
    }

    /// Scrolls so that the selection is on the screen and no row is wasted.
    mutating func keepInView(visibleRows: Int) {
        let index = selectedIndex ?? 0
        top = min(max(top, index - visibleRows + 1), index)
        top = max(0, min(top, jobs.count - visibleRows))
    }
}
