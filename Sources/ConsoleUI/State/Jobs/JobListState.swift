public import JobCore

/// The job list: the part that is loaded, the selected row, the first row on the screen; below the last job, where they
/// are wanted, the containers that are not Berth's.
///
/// The selection belongs to a job or an array, not to a row: it stays when rows move. Only a part of the list is held, so
/// that a million jobs cost no more than two hundred.
public struct JobListState: Equatable, Sendable {
    /// Which jobs.
    public private(set) var scope = JobScope.all
    /// Only these; `nil` means all.
    public internal(set) var subset: JobSubset?
    /// Only names with this; empty means all.
    public internal(set) var filter = ""
    /// What the list is ordered by.
    public internal(set) var order = JobQuery.Order.number
    /// Whether the order is the other way round than it usually is.
    public internal(set) var isReversed = false
    /// The marked jobs and arrays, loaded or not.
    public internal(set) var marks: Set<JobNumber> = [] {
        didSet { if marks != oldValue { rememberMarked() } }
    }
    /// What is known of the marked ones: those that were loaded at some time since they were marked.
    var marked: [JobNumber: JobTarget] = [:]
    /// Columns that are not wanted.
    public internal(set) var hiddenColumns: Set<JobColumn> = []
    /// Which part of them is wanted.
    public internal(set) var anchor = JobListRequest.Anchor.start
    /// The part that is loaded; `nil` before the first answer.
    public private(set) var page: JobListPage?
    /// Whether a loaded job is in a group.
    private(set) var hasGroups = false
    /// Containers below the jobs that are not Berth's; empty unless they are wanted.
    public private(set) var foreign: [ContainerRow] = []
    /// Whether containers that are not Berth's are wanted: as was chosen, else while the store has no job.
    public var wantsForeign: Bool { subset == nil && (foreignChoice ?? isStoreEmpty) }
    /// Whether there was no job at all when that was looked at last.
    public private(set) var isStoreEmpty = false
    private var foreignChoice: Bool?
    /// The selected row.
    var cursor: Row?
    /// The row of the page that is drawn first.
    public private(set) var top = 0
    /// Whether the page to come is that of another list.
    private var isBeginning = false
    /// The end of the list to be selected when its page arrives.
    private var wantedEdge: Edge?
    /// The first row of the list that was gone back to, until its page arrives.
    var wantedTop: Int?
    /// Whether the selected job is to be shown even if its array is folded.
    private var isSought = false
    /// The lists that this one was reached from, to go back to.
    var outer: [Outer] = []

    enum Row: Equatable {
        case job(JobNumber)
        case array(JobNumber)
        case container(ContainerPlace)
    }

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
            scope: scope, subset: subset, filter: filter, order: order, isReversed: isReversed, anchor: anchor)
    }

    /// The loaded jobs; a folded array stands in them by its last job.
    public var jobs: [Job] { page?.jobs ?? [] }

    /// The selected container, where it is one that is not ours.
    public var selectedContainer: ContainerRow? {
        guard case .container? = cursor, let index = selectedIndex else { return nil }
        return shownForeign[index - jobs.count]
    }

    /// The containers that follow the loaded jobs.
    var shownForeign: [ContainerRow] { page?.hasAfter == false ? foreign : [] }

    /// How many rows there are: the loaded jobs, and what is below them.
    var rowCount: Int { jobs.count + shownForeign.count }

    var selectedIndex: Int? {
        switch cursor {
        case .job(let number): jobs.firstIndex { $0.number == number && array(at: $0) == nil }
        case .array(let number): jobs.firstIndex { array(at: $0)?.number == number }
        case .container(let place): shownForeign.firstIndex { $0.place == place }.map { $0 + jobs.count }
        case nil: nil
        }
    }

    /// Takes a page. A late answer to an older request is dropped.
    mutating func load(_ loaded: JobListPage, for request: JobListRequest, visibleRows: Int) {
        guard request == self.request else { return }
        if isBeginning { top = 0 }
        let index = isBeginning ? 0 : selectedIndex ?? 0
        let offset = index - top
        let isAtStart = isBeginning || top == 0 && page?.hasBefore == false
        isBeginning = false
        page = loaded
        hasGroups = loaded.jobs.contains { $0.group != nil }
        if !marks.isEmpty { rememberMarked() }
        if scope == .all, filter.isEmpty, subset == nil {
            isStoreEmpty = loaded.jobs.isEmpty && !loaded.hasBefore && !loaded.hasAfter
        }
        if let wantedEdge {
            select(row: wantedEdge == .first ? 0 : rowCount - 1)
            self.wantedEdge = nil
        } else if selectedIndex == nil {
            if let array = foldedArray {
                if isSought { return show(.array(array.number), at: selection) }
                cursor = .array(array.number)
            } else {
                select(row: index)
            }
        }
        isSought = false
        if let wantedTop {
            top = wantedTop
        } else if !isAtStart || loaded.hasBefore {
            top = (selectedIndex ?? 0) - offset
        }
        wantedTop = nil
        keepInView(visibleRows: visibleRows)
    }

    /// Takes the containers that are to be shown below the jobs.
    mutating func show(foreign rows: [ContainerRow], visibleRows: Int) {
        guard rows != foreign else { return }
        let index = selectedIndex ?? 0
        foreign = rows
        // Once seen they stay, also when the first job comes.
        if !rows.isEmpty { foreignChoice = true }
        if selectedIndex == nil { select(row: index) }
        keepInView(visibleRows: visibleRows)
    }

    /// Shows or hides what is not Berth's.
    mutating func toggleForeign() { foreignChoice = !wantsForeign }

    private mutating func select(row: Int) {
        guard rowCount > 0 else { return }
        let row = min(max(0, row), rowCount - 1)
        cursor = row < jobs.count ? self.row(of: jobs[row]) : .container(shownForeign[row - jobs.count].place)
    }

    /// Selects what was just made, where the list would show it: it appears with the next page.
    mutating func selectNew(_ target: NewJobs) {
        guard order == .number, filter.isEmpty, subset == nil else { return }
        cursor = target.array.map { .array($0.number) } ?? .job(target.number)
        wantedEdge = nil
        guard selectedIndex == nil else { return }
        anchor =
            scope == .all && !isReversed ? .start : .around(JobPage.Key(value: nil, number: target.lastNumber))
    }

    /// Moves the selection by rows, and the page when the selection comes near its edge.
    mutating func move(by delta: Int, visibleRows: Int) {
        guard rowCount > 0 else { return }
        let index = min(max(0, (selectedIndex ?? 0) + delta), rowCount - 1)
        select(row: index)
        let needsBefore = page?.hasBefore == true && index < Self.margin
        let needsAfter = page?.hasAfter == true && index >= jobs.count - Self.margin
        if index < jobs.count, needsBefore || needsAfter { anchor = .around(JobPage.Key(of: jobs[index], in: order)) }
        keepInView(visibleRows: visibleRows)
    }

    /// Goes to a job wherever it is, in the whole list if it is not in this one.
    mutating func select(_ job: JobNumber) {
        cursor = .job(job)
        if selectedIndex != nil { return }
        (scope, subset, filter, order, isReversed, outer) = (.all, nil, "", .number, false, [])
        anchor = .around(JobPage.Key(value: nil, number: job))
        page = nil
        top = 0
        isSought = true
    }

    mutating func moveToFirst(visibleRows: Int) {
        guard page?.hasBefore == true else { return move(by: -rowCount, visibleRows: visibleRows) }
        anchor = .start
        wantedEdge = .first
    }

    mutating func moveToLast(visibleRows: Int) {
        guard page?.hasAfter != false else { return move(by: rowCount, visibleRows: visibleRows) }
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
        begin()
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

    /// Another list from its beginning. What was shown stays until the answer.
    mutating func begin() {
        anchor = .start
        isBeginning = true
        wantedEdge = nil
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
        top = max(0, min(top, rowCount - visibleRows))
    }
}
