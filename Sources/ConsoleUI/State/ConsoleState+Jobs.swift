import JobCore

extension ConsoleState {
    /// The commands of the job list; `nil` for others.
    mutating func performJobs(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .openJob, .unfoldArray:
            if let array = jobs.selectedArray {
                jobs.show(.array(array.number))
                panes.show(.jobs)
            } else if command == .openJob {
                panes.show(.detail)
            }
        case .foldArray: _ = jobs.leaveSubset()
        case .openLogs: panes.show(.logs)
        case .inspect:
            detail.tab = .spec
            panes.show(.detail)
        case .filter: overlays.append(.filter(FilterOverlay(jobs.filter)))
        case .toggleFinished: jobs.toggleScope()
        case .mark: jobs.toggleMark(visibleRows: visibleJobRows)
        case .markAll: return markAll()
        case .sort: overlays.append(.picker(.sorting(by: jobs.order)))
        case .reverseOrder: jobs.reverse()
        case .columns: overlays.append(.picker(.columns(hidden: jobs.hiddenColumns)))
        case .copyNumber: return copyNumbers()
        case .earlierAttempt: showEarlierAttempt()
        default: return nil
        }
        return []
    }

    mutating func moveJobs(_ command: KeyCommand) {
        switch command {
        case .moveToFirst: jobs.moveToFirst(visibleRows: visibleJobRows)
        case .moveToLast: jobs.moveToLast(visibleRows: visibleJobRows)
        default:
            guard let delta = command.distance(page: visibleJobRows) else { return }
            jobs.move(by: delta, visibleRows: visibleJobRows)
        }
    }

    /// Marks all jobs of the list; those that are not loaded are asked for. All marked already: the marks go.
    private mutating func markAll() -> [ConsoleEffect] {
        guard let page = jobs.page else { return [] }
        let loaded = Set(page.jobs.map(jobs.number(at:)))
        if !jobs.marks.isEmpty, jobs.marks.isSuperset(of: loaded) {
            jobs.marks = []
        } else if page.hasBefore || page.hasAfter {
            return [ask(.find(jobs.request))]
        } else if !loaded.isEmpty {
            mark(Array(loaded), isAll: true)
        }
        return []
    }

    /// Marks what was found.
    mutating func mark(_ numbers: [JobNumber], isAll: Bool) {
        jobs.marks = Set(numbers)
        let count = HeaderView.grouped(numbers.count)
        let jobs = numbers.count == 1 ? "1 job is" : "\(count) jobs are"
        say(isAll ? "\(jobs) marked." : "The first \(count) jobs are marked; there are more.")
    }

    /// The numbers of the marked jobs, else of the selected one, for the shell beside.
    private mutating func copyNumbers() -> [ConsoleEffect] {
        let numbers = targets.map(\.description)
        guard let first = numbers.first else {
            say("There is no job to copy.")
            return []
        }
        say(numbers.count == 1 ? "Copied \(first)." : "Copied \(numbers.count) numbers.")
        return [.copy(numbers.joined(separator: " "))]
    }

    private mutating func showEarlierAttempt() {
        guard let job = jobs.selectedJob, job.attemptNumber > 1 else { return say("There is no earlier attempt.") }
        attemptsBack = (attemptsBack + 1) % job.attemptNumber
        let number = job.attemptNumber - attemptsBack
        say("Attempt \(number) of \(job.attemptNumber)" + (attemptsBack == 0 ? ", the latest." : "."))
    }

    /// The jobs and arrays that an action is about: the marked ones, else the selected one.
    var targets: [JobNumber] {
        jobs.marks.isEmpty ? jobs.selectedNumber.map { [$0] } ?? [] : jobs.marks.sorted()
    }

    /// Shows the jobs of a group or a schedule in the list.
    mutating func list(_ subset: JobSubset) {
        jobs.show(subset)
        panes.show(.jobs)
    }
}
