import JobCore

extension ConsoleState {
    /// The scopes of the key table that are open now, the most special one first.
    public var scopes: [KeyScope] {
        switch overlay {
        case .confirmCancel: [.dialog, .always]
        case .help: [.everywhere, .always]
        case nil: [focus == .jobs ? .jobs : .logs, .panes, .everywhere, .always]
        }
    }

    mutating func press(_ key: Key) -> [ConsoleEffect] {
        guard let command = settings.keys.command(for: key, in: scopes) else { return [] }
        message = nil
        switch command {
        case .quitAtOnce: return [.quit]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .leave where overlay == nil: return leave()
        case .yes: return answer(true)
        case .no: return answer(false)
        case .accept: return answer(isYesMarked)
        default: change(command)
        }
        return []
    }

    /// The commands that ask nothing of the world outside.
    private mutating func change(_ command: KeyCommand) {
        switch command {
        case .moveUp, .moveDown, .pageUp, .pageDown, .halfPageUp, .halfPageDown: move(by: distance(of: command))
        case .moveToFirst: moveToFirst()
        case .moveToLast: moveToLast()
        case .help: overlay = overlay == nil ? .help(top: 0) : nil
        case .back, .leave: back()
        case .nextPane, .previousPane: focus = focus == .jobs ? .logs : .jobs
        case .showJobs: focus = .jobs
        case .showLogs, .openJob: focus = .logs
        case .toggleFinished: jobs.toggleScope()
        case .cancelJob: askToCancel()
        case .toggleFollow: log.toggleFollow(visibleRows: visibleLogRows)
        case .panLeft: log.pan(by: -16)
        case .panRight: log.pan(by: 16)
        case .nextButton: markOther()
        case .quitAtOnce, .redraw, .suspend, .yes, .no, .accept: break
        }
    }

    /// One step back: from an overlay, else from the log to the list.
    private mutating func back() {
        if overlay != nil {
            overlay = nil
        } else {
            focus = .jobs
        }
    }

    private mutating func leave() -> [ConsoleEffect] {
        // Only where one pane fills the screen is the log a place that one came from somewhere else.
        guard layout.isNarrow, focus == .logs else { return [.quit] }
        focus = .jobs
        return []
    }
}

// MARK: - Moving

extension ConsoleState {
    private func distance(of command: KeyCommand) -> Int {
        let page = max(1, visibleRows - 1)
        return switch command {
        case .moveUp: -1
        case .moveDown: 1
        case .pageUp: -page
        case .pageDown: page
        case .halfPageUp: -max(1, page / 2)
        default: max(1, page / 2)
        }
    }

    private var visibleRows: Int {
        if case .help = overlay { return layout.helpRows }
        return focus == .jobs ? visibleJobRows : visibleLogRows
    }

    private mutating func move(by delta: Int) {
        if case .help(let top) = overlay {
            overlay = .help(top: min(max(0, top + delta), max(0, HelpView.rowCount(settings.keys) - layout.helpRows)))
        } else if focus == .jobs {
            jobs.move(by: delta, visibleRows: visibleJobRows)
        } else {
            log.scroll(by: Int64(delta), visibleRows: visibleLogRows)
        }
    }

    private mutating func moveToFirst() {
        if overlay != nil {
            overlay = .help(top: 0)
        } else if focus == .jobs {
            jobs.moveToFirst(visibleRows: visibleJobRows)
        } else {
            log.moveToFirst()
        }
    }

    private mutating func moveToLast() {
        if overlay != nil {
            move(by: HelpView.rowCount(settings.keys))
        } else if focus == .jobs {
            jobs.moveToLast(visibleRows: visibleJobRows)
        } else {
            log.follow()
        }
    }
}

// MARK: - Cancelling

extension ConsoleState {
    private var isYesMarked: Bool {
        if case .confirmCancel(let question) = overlay { return question.isYesMarked }
        return false
    }

    private mutating func askToCancel() {
        guard let job = jobs.selectedJob else {
            message = Message("There is no job to cancel.")
            return
        }
        if job.status.isTerminal {
            message = Message("Job \(job.number) has ended (\(job.status)): there is nothing to cancel.")
        } else if job.isCancelling {
            message = Message("Job \(job.number) was asked to end already; its container is being stopped.")
        } else {
            overlay = .confirmCancel(CancelQuestion(job: job.number, name: job.name, status: job.status))
        }
    }

    private mutating func markOther() {
        guard case .confirmCancel(var question) = overlay else { return }
        question.isYesMarked.toggle()
        overlay = .confirmCancel(question)
    }

    private mutating func answer(_ isYes: Bool) -> [ConsoleEffect] {
        guard case .confirmCancel(let question) = overlay else { return [] }
        overlay = nil
        guard isYes else { return [] }
        generation += 1
        return [.cancel(question.job, generation: generation)]
    }
}
