import ConsoleUI
import JobCore

/// The wanted lines of one log, or of several put together by time. Nothing is put together but what is asked for.
///
/// The lines of one log never change their order among each other; between logs the earlier time comes first.
struct MergedLines {
    /// A place between two lines.
    enum Position {
        case start
        case end
        /// Before this line.
        case line(LogPlace)
    }

    /// Some lines in a row.
    struct Part {
        var places: [LogPlace]
        /// Whether no wanted line comes before.
        var isStart: Bool
        /// Whether no wanted line comes after.
        var isEnd: Bool
    }

    let lanes: [LogLane]
    /// One for each lane.
    let choices: [LineChoice]

    /// How many lines there are.
    var count: Int64 { choices.reduce(0) { $0 + $1.count } }

    /// How many lines come before a place.
    func rank(of position: Position) async throws -> Int64 {
        try await ranks(of: position).reduce(0, +)
    }

    /// At most so many lines before and after a place.
    func part(around position: Position, before: Int, after: Int) async throws -> Part {
        let ranks = try await ranks(of: position)
        if lanes.count == 1 {
            let first = max(0, ranks[0] - Int64(before))
            let end = min(choices[0].count, ranks[0] + Int64(after))
            let places = (first..<max(first, end)).map { place($0, in: 0) }
            return Part(places: places, isStart: first == 0, isEnd: end >= choices[0].count)
        }
        let above = try await merged(from: ranks, count: before, isForward: false)
        let below = try await merged(from: ranks, count: after, isForward: true)
        return Part(places: above.places.reversed() + below.places, isStart: above.isAll, isEnd: below.isAll)
    }

    private func place(_ rank: Int64, in lane: Int) -> LogPlace {
        LogPlace(attempt: lanes[lane].attempt, line: choices[lane].line(at: rank))
    }

    private func ranks(of position: Position) async throws -> [Int64] {
        switch position {
        case .start: return lanes.map { _ in 0 }
        case .end: return choices.map(\.count)
        case .line(let place):
            guard let own = lanes.firstIndex(where: { $0.attempt == place.attempt }) else {
                return choices.map(\.count)
            }
            let time = lanes.count > 1 ? try await lanes[own].time(of: place.line) : nil
            var ranks: [Int64] = []
            for (index, (lane, choice)) in zip(lanes, choices).enumerated() {
                if index == own {
                    ranks.append(choice.rank(of: place.line))
                } else {
                    guard let time else {
                        ranks.append(0)
                        continue
                    }
                    // Lines with the very same time: those of earlier lanes stand before, those of later ones behind.
                    let since = index < own ? time.next : time
                    ranks.append(choice.rank(of: try await lane.line(since: since)))
                }
            }
            return ranks
        }
    }

    /// Takes lines one by one from the lane whose next one is due.
    private func merged(
        from ranks: [Int64], count: Int, isForward: Bool
    ) async throws -> (places: [LogPlace], isAll: Bool) {
        var queues: [LaneQueue] = []
        for (lane, rank) in zip(lanes.indices, ranks) {
            queues.append(
                LaneQueue(lane: lanes[lane], choice: choices[lane], next: rank, isForward: isForward, size: count))
            try await queues[lane].fill()
        }
        var places: [LogPlace] = []
        while places.count < count {
            var due: (lane: Int, time: EngineTime)?
            for (lane, queue) in queues.enumerated() {
                guard let time = queue.first?.time else { continue }
                // Of lines with the same time those of the first lane come first, from either direction.
                if let best = due, isForward ? time >= best.time : time < best.time { continue }
                due = (lane, time)
            }
            guard let due, let line = queues[due.lane].first else { return (places, true) }
            places.append(LogPlace(attempt: lanes[due.lane].attempt, line: line.number))
            try await queues[due.lane].removeFirst()
        }
        return (places, queues.allSatisfy { $0.first == nil })
    }
}

extension EngineTime {
    /// The first moment after this one.
    fileprivate var next: EngineTime {
        nanoseconds == 999_999_999
            ? EngineTime(seconds: seconds + 1, nanoseconds: 0)
            : EngineTime(seconds: seconds, nanoseconds: nanoseconds + 1)
    }
}
