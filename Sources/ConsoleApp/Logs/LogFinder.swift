import ConsoleUI
import JobCore
import JobEngine

/// Finds the line that a reader wants to go to.
struct LogFinder {
    let lanes: [LogLane]
    /// The lines that are shown.
    let chosen: MergedLines
    /// The lines that match.
    let matches: MergedLines?
    /// What is searched for.
    let pattern: LogPattern?
    /// Whether all that is there was searched.
    let isComplete: Bool

    /// `nil` when nothing is looked for, or it is not there (yet).
    func target(of anchor: LogRequest.Anchor) async throws -> LogWindow.Target? {
        guard case .seek(let seek) = anchor else { return nil }
        switch seek {
        case .match(let from, let steps): return try await match(from: from, steps: steps)
        case .errorBlock(let place): return try await errorBlock(after: place)
        case .last(let seconds): return try await line(ofLast: seconds)
        }
    }

    /// Ranks among the matching lines tell all: which one is meant, and whether that goes on at the other end.
    private func match(from: LogPlace?, steps: Int) async throws -> LogWindow.Target? {
        guard let matches, matches.count > 0 else { return nil }
        let position = from.map { MergedLines.Position.line($0) } ?? .end
        let before = try await matches.rank(of: position)
        let here = try await matches.part(around: position, before: 0, after: 1).places.first
        let isHere = from != nil && here == from
        let wanted =
            if steps > 0 {
                before + Int64(steps) - (isHere ? 0 : 1)
            } else {
                before + Int64(steps)
            }
        guard isComplete || (0..<matches.count).contains(wanted) else { return nil }
        let rank = (wanted % matches.count + matches.count) % matches.count
        guard let place = try await place(at: rank, in: matches, near: position, before) else { return nil }
        return LogWindow.Target(
            place: place, ordinal: rank + 1, column: try await column(in: place), isWrapped: rank != wanted)
    }

    private func column(in place: LogPlace) async throws -> Int? {
        guard let pattern, let lane = lanes.first(where: { $0.attempt == place.attempt }) else { return nil }
        return try await lane.column(of: pattern, in: place.line)
    }

    private func place(
        at rank: Int64, in lines: MergedLines, near position: MergedLines.Position, _ before: Int64
    ) async throws -> LogPlace? {
        if lines.lanes.count == 1 {
            return LogPlace(attempt: lines.lanes[0].attempt, line: lines.choices[0].line(at: rank))
        }
        // Several logs: walk there from the nearest of the places that are known.
        let ways: [(MergedLines.Position, Int64)] = [(.start, 0), (position, before), (.end, lines.count)]
        guard let way = ways.min(by: { abs($0.1 - rank) < abs($1.1 - rank) }) else { return nil }
        if rank >= way.1 {
            return try await lines.part(around: way.0, before: 0, after: Int(rank - way.1) + 1).places.last
        }
        return try await lines.part(around: way.0, before: Int(way.1 - rank), after: 0).places.first
    }

    /// The first line of standard error behind `place` whose line before is none of it.
    private func errorBlock(after place: LogPlace?) async throws -> LogWindow.Target? {
        var choices: [LineChoice] = []
        for lane in lanes { choices.append(try await lane.lines(of: .stderr)) }
        let errors = MergedLines(lanes: lanes, choices: choices)
        guard errors.count > 0 else { return nil }
        var best: (place: LogPlace, rank: Int64)?
        for (lane, choice) in zip(lanes, choices) {
            let start = try await lineBehind(place, in: lane)
            guard let line = Self.blockStart(in: choice, from: start) else { continue }
            let found = LogPlace(attempt: lane.attempt, line: line)
            let rank = lanes.count == 1 ? 0 : try await errors.rank(of: .line(found))
            if rank < best?.rank ?? .max { best = (found, rank) }
        }
        if let best { return LogWindow.Target(place: best.place) }
        let first = try await errors.part(around: .start, before: 0, after: 1).places.first
        return first.map { LogWindow.Target(place: $0, isWrapped: true) }
    }

    private func lineBehind(_ place: LogPlace?, in lane: LogLane) async throws -> Int64 {
        guard let place else { return lane.progress.lines }
        if place.attempt == lane.attempt { return place.line + 1 }
        guard let own = lanes.first(where: { $0.attempt == place.attempt }),
            let time = try await own.time(of: place.line)
        else { return 0 }
        return try await lane.line(since: time)
    }

    private static func blockStart(in lines: LineChoice, from start: Int64) -> Int64? {
        var rank = lines.rank(of: start)
        while rank < lines.count {
            let line = lines.line(at: rank)
            if rank == 0 || lines.line(at: rank - 1) != line - 1 { return line }
            rank += 1
        }
        return nil
    }

    private func line(ofLast seconds: Int64) async throws -> LogWindow.Target? {
        var newest: EngineTime?
        for lane in lanes where lane.progress.lines > 0 {
            guard let time = try await lane.time(of: lane.progress.lines - 1) else { continue }
            newest = max(newest ?? time, time)
        }
        guard let newest else { return nil }
        let since = EngineTime(seconds: newest.seconds - seconds, nanoseconds: newest.nanoseconds)
        var first: (place: LogPlace, time: EngineTime)?
        for (lane, choice) in zip(lanes, chosen.choices) {
            let rank = choice.rank(of: try await lane.line(since: since))
            guard rank < choice.count else { continue }
            let line = choice.line(at: rank)
            let time = try await lane.time(of: line) ?? since
            if first.map({ time < $0.time }) ?? true { first = (LogPlace(attempt: lane.attempt, line: line), time) }
        }
        return first.map { LogWindow.Target(place: $0.place) }
    }
}
