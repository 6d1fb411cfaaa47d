import JobCore

/// What the title of a log pane says: whose log, how much of it, where the reader is, what is searched for.
struct LogTitle {
    let state: ConsoleState
    let painter: Painter

    /// The parts of the title for a pane so wide. Where there is not enough room the name gives way first, then the
    /// line that one is at, then whole parts from the end.
    func details(width: Int) -> [String] {
        var facts = [search, pan, place(isShort: false), stream, lines].compactMap(\.self)
        if room(width, beside: facts) < Self.leastLabel {
            facts = [search, pan, place(isShort: true), stream, lines].compactMap(\.self)
        }
        while facts.count > 1, room(width, beside: facts) < 0 { facts.removeLast() }
        let room = room(width, beside: facts)
        if room < Self.leastLabel, !facts.isEmpty { return facts }
        return [painter.fitted(label, to: room)] + facts
    }

    private static let leastLabel = 8

    /// The columns that the parts leave for the name.
    private func room(_ width: Int, beside facts: [String]) -> Int {
        width - facts.reduce(9) { $0 + DisplayWidth.columns(of: $1) + 3 }
    }

    private var log: LogViewState { state.log }

    private var label: String {
        if log.sources.count > 1 { return "\(log.sources.count) jobs by time" }
        guard let source = log.sources.first else {
            return state.jobs.selectedJob.map { "\($0.number) \($0.name)" }
                ?? state.jobs.selectedArray.map { "\($0.number) \($0.name)" } ?? ""
        }
        return "\(source.attempt) \(source.name)"
    }

    private func place(isShort: Bool) -> String? {
        guard let window = log.window else { return nil }
        guard log.isFollowing else {
            let number = log.top.map { min($0.place.line + 1, window.totalLines) } ?? 1
            return log.sources.count > 1 || isShort ? "paused" : "paused at line \(HeaderView.grouped(number))"
        }
        return window.completeness == .open ? "following" : nil
    }

    /// Shorter lines are not to be seen then.
    private var pan: String? {
        log.isWrapped || log.pan == 0 ? nil : "from column \(HeaderView.grouped(Int64(log.pan + 1)))"
    }

    private var stream: String? { log.stream.map { "\($0.name) only" } }

    private var lines: String? {
        guard let window = log.window else { return nil }
        let all = "\(HeaderView.grouped(window.totalLines)) \(window.totalLines == 1 ? "line" : "lines")"
        let isSome = log.stream != nil || log.search.isMatchesOnly
        return (isSome ? "\(HeaderView.grouped(window.chosenLines)) of \(all)" : all) + missing(window)
    }

    private func missing(_ window: LogWindow) -> String {
        var reason: LogCompleteness.Reason?
        if case .incomplete(let known) = window.completeness { reason = known }
        if window.missingLines > 0 {
            return ", \(HeaderView.grouped(window.missingLines)) missing (\((reason ?? .quota).words))"
        }
        return reason.map { ", incomplete (\($0.words))" } ?? ""
    }

    private var search: String? {
        guard let pattern = log.search.pattern else { return nil }
        let text = "/" + painter.fitted(pattern.text, to: 24)
        return counts.map { "\(text) \($0)" } ?? text
    }

    /// `3 of 128`; `nil` before anything is known.
    var counts: String? {
        guard log.search.pattern != nil, let search = log.window?.search else { return nil }
        let count = HeaderView.grouped(search.matchingLines) + (search.isComplete ? "" : "+")
        if let ordinal = log.search.current?.ordinal { return "\(HeaderView.grouped(ordinal)) of \(count)" }
        if search.matchingLines == 0 { return search.isComplete ? "no match" : "searching" }
        return "\(count) \(search.matchingLines == 1 ? "line" : "lines")"
    }
}

extension LogCompleteness.Reason {
    /// A word or two.
    fileprivate var words: String {
        switch self {
        case .engineOutage: "engine was down"
        case .givenUp: "host was given up"
        case .rotation: "rotated by others"
        case .quota: "quota"
        case .unreadableDriver: "unreadable driver"
        case .containerRemoved: "container removed"
        case .storeFull: "disk full"
        case .damaged: "damaged"
        }
    }
}
