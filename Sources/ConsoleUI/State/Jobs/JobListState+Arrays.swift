public import JobCore

extension JobListState {
    /// The selected job, where it is loaded.
    public var selectedJob: Job? { selection.flatMap { number in jobs.first { $0.number == number } } }

    /// The selected job; `nil` where an array or a container is selected.
    public var selection: JobNumber? {
        if case .job(let number)? = cursor { number } else { nil }
    }

    /// The selected array, where it is folded to one row.
    public var selectedArray: JobArray? {
        guard case .array(let number)? = cursor else { return nil }
        return page?.arrays.values.first { $0.number == number }
    }

    /// The number of the selected job or array.
    public var selectedNumber: JobNumber? {
        switch cursor {
        case .job(let number), .array(let number): number
        case .container, nil: nil
        }
    }

    /// The array that is folded to the row of this job.
    func array(at job: Job) -> JobArray? { page?.arrays[job.number] }

    func row(of job: Job) -> Row { array(at: job).map { .array($0.number) } ?? .job(job.number) }

    /// The number by which a row is named.
    func number(at job: Job) -> JobNumber { array(at: job)?.number ?? job.number }

    /// The folded array whose job is selected.
    var foldedArray: JobArray? {
        guard let selection else { return nil }
        return page?.arrays.values.first { $0.numbers.contains(selection.rawValue) }
    }

    /// A list that one came from.
    struct Outer: Equatable {
        let subset: JobSubset?
        let filter: String
        let order: JobQuery.Order
        let isReversed: Bool
        let anchor: JobListRequest.Anchor
        let cursor: Row?
        let top: Int
    }

    /// Narrows the list to some jobs; a step back leads to what was there before.
    ///
    /// - Parameter job: which one to begin at; `nil` for the beginning.
    mutating func show(_ subset: JobSubset, at job: JobNumber? = nil) {
        if case .array(let number) = subset, job != nil { cursor = .array(number) }
        outer.append(
            Outer(
                subset: self.subset, filter: filter, order: order, isReversed: isReversed, anchor: anchor,
                cursor: cursor, top: top))
        (self.subset, filter, order, isReversed) = (subset, "", .number, false)
        begin()
        guard let job else { return }
        anchor = .around(JobPage.Key(value: nil, number: job))
        cursor = .job(job)
    }

    /// Goes back to the list that this one was reached from. Answers whether there was one.
    mutating func leaveSubset() -> Bool {
        guard let last = outer.popLast() else { return false }
        (subset, filter, order, isReversed) = (last.subset, last.filter, last.order, last.isReversed)
        begin()
        (anchor, cursor, wantedTop) = (last.anchor, last.cursor, last.top)
        return true
    }

    // MARK: Marks

    /// A job that is loaded, or is marked and was loaded before.
    func known(_ number: JobNumber) -> Job? {
        if let job = jobs.first(where: { $0.number == number && array(at: $0) == nil }) { return job }
        if case .job(let job)? = marked[number] { return job }
        return nil
    }

    /// The same for an array.
    func knownArray(_ number: JobNumber) -> JobArray? {
        if let array = page?.arrays.values.first(where: { $0.number == number }) { return array }
        if case .array(let array)? = marked[number] { return array }
        return nil
    }

    /// What is known of the marked jobs, the newest first.
    var markedJobs: [Job] {
        marked.values.compactMap { if case .job(let job) = $0 { job } else { nil } }.sorted { $0.number > $1.number }
    }

    mutating func rememberMarked() {
        marked = marked.filter { marks.contains($0.key) }
        for job in jobs {
            let target = array(at: job).map { JobTarget.array($0) } ?? .job(job)
            if marks.contains(target.number) { marked[target.number] = target }
        }
    }

    /// Marks the selected row or takes its mark away, and goes on to the next one.
    mutating func toggleMark(visibleRows: Int) {
        guard let number = selectedNumber else { return }
        if marks.remove(number) == nil { marks.insert(number) }
        move(by: 1, visibleRows: visibleRows)
    }

    var canStepBack: Bool { !marks.isEmpty || !filter.isEmpty || !outer.isEmpty }

    /// Takes away the marks, else the filter, else leaves an array, a group or a schedule.
    mutating func stepBack() {
        if !marks.isEmpty {
            marks = []
        } else if !filter.isEmpty {
            narrow(to: "")
        } else {
            _ = leaveSubset()
        }
    }
}
