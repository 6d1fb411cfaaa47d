public import JobCore

/// The job list: the part that is loaded, the selected job, the first row on the screen; below the last job, where they
/// are wanted, the containers that are not Berth's.
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
    public internal(set) var marks: Set<JobNumber> = [] {
        didSet { if marks != oldValue { rememberMarked() } }
    }
    /// What is known of the marked jobs: those that were loaded at some time since they were marked.
    private var marked: [JobNumber: Job] = [:]
    /// Columns that are not wanted.
    public internal(set) var hiddenColumns: Set<JobColumn> = []
    /// Which part of them is wanted.
    public private(set) var anchor = JobListRequest.Anchor.start
    /// The part that is loaded; `nil` before the first answer.
    public private(set) var page: JobListPage?
    /// Containers below the jobs that are not Berth's; empty unless they are wanted.
    public private(set) var foreign: [ContainerRow] = []
    /// Whether containers that are not Berth's are wanted: as was chosen, else while the store has no job.
    public var wantsForeign: Bool { foreignChoice ?? isStoreEmpty }
    /// Whether there was no job at all when that was looked at last.
    public private(set) var isStoreEmpty = false
    private var foreignChoice: Bool?
    /// The selected row.
    private var cursor: Row?
    /// The row of the page that is drawn first.
    public private(set) var top = 0
    /// Whether the page to come is that of another list.
    private var isBeginning = false
    /// The end of the list to be selected when its page arrives.
    private var wantedEdge: Edge?

    private enum Row: Equatable {
        case job(JobNumber)
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
            scope: scope, filter: filter, order: order, isReversed: isReversed, anchor: anchor)
    }

    /// The loaded jobs.
    public var jobs: [Job] { page?.jobs ?? [] }

    /// The selected job, where it is loaded.
    public var selectedJob: Job? { selection.flatMap { number in jobs.first { $0.number == number } } }

    /// The selected job; `nil` where a container is selected.
    public var selection: JobNumber? {
        if case .job(let number)? = cursor { number } else { nil }
    }

    /// The selected container, where it is one that is not ours.
    public var selectedContainer: ContainerRow? {
        guard case .container? = cursor, let index = selectedIndex else { return nil }
        return shownForeign[index - jobs.count]
    }

    /// The containers that follow the loaded jobs.
    var shownForeign: [ContainerRow] { page?.hasAfter == false ? foreign : [] }

    /// How many rows there are: the loaded jobs, and what is below them.
    var rowCount: Int { jobs.count + shownForeign.count }

    /// A job that is loaded, or is marked and was loaded before.
    func known(_ number: JobNumber) -> Job? { jobs.first { $0.number == number } ?? marked[number] }

    /// What is known of the marked jobs, the newest first.
    var markedJobs: [Job] { marked.values.sorted { $0.number > $1.number } }

    private mutating func rememberMarked() {
        marked = marked.filter { marks.contains($0.key) }
        for job in jobs where marks.contains(job.number) { marked[job.number] = job }
    }

    var selectedIndex: Int? {
        switch cursor {
        case .job(let number): jobs.firstIndex { $0.number == number }
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
        if !marks.isEmpty { rememberMarked() }
        if scope == .all, filter.isEmpty {
            isStoreEmpty = loaded.jobs.isEmpty && !loaded.hasBefore && !loaded.hasAfter
        }
        if let wantedEdge {
            select(row: wantedEdge == .first ? 0 : rowCount - 1)
            self.wantedEdge = nil
        } else if selectedIndex == nil {
            select(row: index)
        }
        if !isAtStart || loaded.hasBefore { top = (selectedIndex ?? 0) - offset }
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
        cursor = row < jobs.count ? .job(jobs[row].number) : .container(shownForeign[row - jobs.count].place)
    }

    /// Selects a job that was just made, where the list would show it: it appears with the next page.
    mutating func selectNew(_ number: JobNumber) {
        guard order == .number, filter.isEmpty else { return }
        cursor = .job(number)
        wantedEdge = nil
        guard selectedIndex == nil else { return }
        anchor = scope == .all && !isReversed ? .start : .around(JobPage.Key(value: nil, number: number))
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
        if jobs.contains(where: { $0.number == job }) {
            cursor = .job(job)
            return
        }
        scope = .all
        filter = ""
        order = .number
        isReversed = false
        anchor = .around(JobPage.Key(value: nil, number: job))
        page = nil
        cursor = .job(job)
        top = 0
    }

    mutating func moveToFirst(visibleRows: Int) {
        guard page?.hasBefore == true else { return move(by: -rowCount, visibleRows: visibleRows) }
        anchor = .start
        wantedEdge = .first
    }

    mutating func moveToLast(visibleRows: Int) {
        guard page?.hasAfter == true else { return move(by: rowCount, visibleRows: visibleRows) }
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

    /// Another list from its beginning. What was shown stays until the answer.
    private mutating func begin() {
        anchor = .start
        isBeginning = true
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
