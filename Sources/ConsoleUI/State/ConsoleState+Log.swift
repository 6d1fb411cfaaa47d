import JobCore

extension ConsoleState {
    /// The commands of the log; `nil` for others.
    mutating func performLogs(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .toggleFollow: log.toggleFollow(logGeometry)
        case .panLeft: log.pan(by: -16)
        case .panRight where log.isWrapped:
            say("Long lines are wrapped: there is nothing further right. w unwraps them.")
        case .panRight: log.pan(by: 16)
        case .timestamps: log.nextTimestamps()
        case .toggleWrap: log.toggleWrap()
        case .streams: log.nextStream()
        case .nextErrorBlock: log.seekErrorBlock(logGeometry)
        case .search: overlays.append(.logSearch(LogSearchOverlay(origin: log)))
        case .nextMatch: step(by: 1)
        case .previousMatch: step(by: -1)
        case .matchesOnly where log.search.pattern == nil: sayNothingSearched()
        case .matchesOnly: log.toggleMatchesOnly()
        case .logStart: overlays.append(.logStart(LogStartOverlay()))
        default: return performOnLog(command)
        }
        return []
    }

    /// What takes the log elsewhere.
    private mutating func performOnLog(_ command: KeyCommand) -> [ConsoleEffect]? {
        switch command {
        case .saveLog:
            if let sources = shownSources() { overlays.append(.logSave(LogSaveOverlay(sources))) }
            return []
        case .pageLog: return shownSources().map { [ask(.viewLog($0, .pager))] } ?? []
        case .editLog: return shownSources().map { [ask(.viewLog($0, .editor))] } ?? []
        case .copyLine: return copyLine()
        default: return nil
        }
    }

    mutating func moveLog(_ command: KeyCommand) {
        switch command {
        case .moveToFirst: log.moveToFirst()
        case .moveToLast: log.follow()
        default:
            guard let delta = command.distance(page: visibleLogRows) else { return }
            log.scroll(by: delta, logGeometry)
        }
    }

    /// One step back in the log: the search ends. Answers whether there was one.
    mutating func endLogSearch() -> Bool {
        guard log.search.pattern != nil else { return false }
        log.endSearch()
        return true
    }

    /// Takes a part of the log, and says what came of looking for a line.
    mutating func take(_ window: LogWindow, for request: LogRequest) {
        switch log.load(window, for: request, logGeometry) {
        case .found(let target) where target.isWrapped:
            if log.search.current == target {
                say("No more matches that way: the search went on at the other end.")
            } else {
                say("No more errors below: back at the first ones.")
            }
        case .notFound(.match):
            // While it is typed, the count beside it says so.
            if case .logSearch = overlay { break }
            if let text = log.search.pattern?.text { say("No line holds '\(text)'.") }
        case .notFound(.errorBlock): say("There is nothing on standard error.")
        case .notFound(.last): say("The lines of this log have no times.")
        case .found, nil: break
        }
    }

    /// The room that the log pane has for the text of lines.
    var logGeometry: LogGeometry {
        let columns = layout[.logs].columns
        let gutter = LogGutter(state: self, width: columns)
        return LogGeometry(
            rows: visibleLogRows, columns: max(1, columns - gutter.columns), isWrapped: log.isWrapped)
    }

    /// Whose logs are shown: those of the marked jobs together, else the selected job's.
    var logSources: [LogSource] {
        let marked = jobs.markedJobs.compactMap { job in
            job.latestAttempt.map { LogSource(attempt: $0, name: job.name) }
        }
        if marked.count > 1 { return Array(marked.prefix(LogSource.limit)) }
        guard let job = jobs.selectedJob, let attempt = shownAttempt else { return [] }
        return [LogSource(attempt: attempt, name: job.name)]
    }

    mutating func askToOverwrite(_ path: String, _ request: ConsoleRequest) {
        overlays.append(
            .confirm(
                ConfirmOverlay(
                    title: "Save", question: "There is a file '\(path)'. Overwrite it?",
                    consequences: ["What is in it now is lost."], yes: "Yes, overwrite it", request: request)))
    }

    private mutating func step(by steps: Int) {
        guard log.search.pattern != nil else { return sayNothingSearched() }
        log.step(by: steps, logGeometry)
    }

    private mutating func sayNothingSearched() {
        say("Nothing is searched for yet: / begins.")
    }

    private mutating func shownSources() -> [LogSource]? {
        if !log.sources.isEmpty { return log.sources }
        say("There is no log.")
        return nil
    }

    /// Copies the match that the reader went to, else the newest line while following, else the first on the screen.
    private mutating func copyLine() -> [ConsoleEffect] {
        let lines = log.firstRow(logGeometry).map { log.lines(from: $0) } ?? []
        let visible = lines.prefix(visibleLogRows)
        let line =
            visible.first { $0.place == log.search.current?.place } ?? (log.isFollowing ? visible.last : visible.first)
        guard let line else {
            say("There is no line to copy.")
            return []
        }
        var text: [UInt8] = []
        line.bytes.withUnsafeBytes { LogShownText.appendWithoutColors($0, to: &text) }
        let safe = TerminalSafe.text(text, for: .log)
        let cut = line.isCut ? " (its first \(HeaderView.grouped(line.bytes.count)) bytes)" : ""
        say("Copied line \(HeaderView.grouped(line.number + 1))\(cut): \(DisplayWidth.truncated(safe, to: 60))")
        return [.copy(safe)]
    }
}
