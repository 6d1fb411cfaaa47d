import ConsoleUI
import JobCore
import JobEngine

/// Reads screens of lines out of logs of any length, one log or several put together by time.
///
/// Keeps the logs that were read last. What it reads is bounded by the screen: never the whole log, and of a very long
/// line only its beginning and its end. What it keeps of a log is one bit a line for each stream that is shown alone
/// and for what is searched for.
actor LogPager {
    private let makeReader: @Sendable (AttemptID) async throws -> any LogReader
    private let completeness: @Sendable (AttemptID) async throws -> LogCompleteness
    private var lanes: [LogLane] = []
    private var known: [AttemptID: LogCompleteness] = [:]

    /// Bytes that are searched before an answer is given, so that the first match is seen while the rest is counted.
    private static let searchBudget = 4 << 20

    init(
        completeness: @escaping @Sendable (AttemptID) async throws -> LogCompleteness = { _ in .open },
        makeReader: @escaping @Sendable (AttemptID) async throws -> any LogReader
    ) {
        self.completeness = completeness
        self.makeReader = makeReader
    }

    /// The lines around the request's anchor. Where the search is not complete, the same request goes on with it.
    func window(_ request: LogRequest) async throws -> LogWindow {
        let lanes = try await lanes(for: request.sources)
        for lane in lanes { try await lane.refresh() }
        var matches: MergedLines?
        var isComplete = true
        if let pattern = request.pattern {
            var budget = Self.searchBudget
            var choices: [LineChoice] = []
            for lane in lanes {
                let found = try await lane.matches(pattern, in: request.stream, budget: &budget)
                choices.append(found.lines)
                isComplete = isComplete && found.isComplete
            }
            matches = MergedLines(lanes: lanes, choices: choices)
        }
        let chosen: MergedLines
        if let matches, request.isMatchesOnly {
            chosen = matches
        } else {
            chosen = MergedLines(lanes: lanes, choices: try await choices(of: request.stream, in: lanes))
        }
        let finder = LogFinder(
            lanes: lanes, chosen: chosen, matches: matches, pattern: request.pattern, isComplete: isComplete)
        let target = try await finder.target(of: request.anchor)
        let part = try await chosen.part(
            around: position(request.anchor, target), before: request.reach, after: request.reach)
        return LogWindow(
            lines: try await read(part, lanes, skippedBytes: request.skippedBytes),
            isStart: part.isStart, isEnd: part.isEnd,
            totalLines: lanes.reduce(0) { $0 + $1.progress.lines },
            missingLines: lanes.reduce(0) { $0 + $1.progress.missingLines },
            chosenLines: chosen.count, completeness: try await worstCompleteness(of: lanes),
            firstTime: lanes.compactMap(\.firstTime).min(),
            search: matches.map { LogWindow.Search(matchingLines: $0.count, isComplete: isComplete) }, target: target)
    }

    private func position(_ anchor: LogRequest.Anchor, _ target: LogWindow.Target?) -> MergedLines.Position {
        if let target { return .line(target.place) }
        return switch anchor {
        case .start: .start
        case .end, .seek: .end
        case .around(let place): .line(place)
        }
    }

    private func choices(of stream: LogStream?, in lanes: [LogLane]) async throws -> [LineChoice] {
        var choices: [LineChoice] = []
        for lane in lanes { choices.append(try await lane.lines(of: stream)) }
        return choices
    }

    private func lanes(for sources: [LogSource]) async throws -> [LogLane] {
        var wanted: [LogLane] = []
        for source in sources.prefix(LogSource.limit) {
            if let lane = lanes.first(where: { $0.attempt == source.attempt }) {
                wanted.append(lane)
            } else {
                wanted.append(LogLane(attempt: source.attempt, reader: try await makeReader(source.attempt)))
            }
        }
        lanes = wanted
        return wanted
    }

    private func read(_ part: MergedLines.Part, _ lanes: [LogLane], skippedBytes: Int) async throws -> [LogLine] {
        var read: [LogPlace: LogLine] = [:]
        for lane in lanes {
            let numbers = part.places.filter { $0.attempt == lane.attempt }.map(\.line)
            for line in try await lane.read(numbers, skippedBytes: skippedBytes) { read[line.place] = line }
        }
        return part.places.compactMap { read[$0] }
    }

    private func worstCompleteness(of lanes: [LogLane]) async throws -> LogCompleteness {
        var worst = LogCompleteness.complete
        for lane in lanes {
            let one = try await completenessOf(lane.attempt)
            if case .incomplete = one { return one }
            if one == .open { worst = .open }
        }
        return worst
    }

    /// An attempt that has ended does not change any more.
    private func completenessOf(_ attempt: AttemptID) async throws -> LogCompleteness {
        if let completeness = known[attempt] { return completeness }
        let now = try await completeness(attempt)
        if now != .open { known = [attempt: now].merging(known.count < 64 ? known : [:]) { new, _ in new } }
        return now
    }
}
