import JobCore

/// The lines of one lane that are next in a merge, with their times; some are looked up at once.
struct LaneQueue {
    /// A line and when it began.
    struct Line {
        let number: Int64
        let time: EngineTime
    }

    let lane: LogLane
    let choice: LineChoice
    /// The rank of the line to look up next, or of the one behind it where the way goes up.
    var next: Int64
    let isForward: Bool
    /// How many lines are looked up at once at most.
    let size: Int
    private var lines: ArraySlice<Line> = []

    init(lane: LogLane, choice: LineChoice, next: Int64, isForward: Bool, size: Int) {
        self.lane = lane
        self.choice = choice
        self.next = next
        self.isForward = isForward
        self.size = min(size, 64)
    }

    /// The line that is next; `nil` when there is none.
    var first: Line? { lines.first }

    mutating func removeFirst() async throws {
        lines = lines.dropFirst()
        if lines.isEmpty { try await fill() }
    }

    /// Looks up the next lines. Lines without a time stand where the log begins.
    mutating func fill() async throws {
        let range =
            isForward
            ? next..<max(next, min(choice.count, next + Int64(size))) : max(0, next - Int64(size))..<next
        let numbers = range.map { choice.line(at: $0) }
        let found = zip(numbers, try await lane.times(of: numbers)).map {
            Line(number: $0, time: $1 ?? EngineTime(seconds: 0, nanoseconds: 0))
        }
        lines = isForward ? found[...] : found.reversed()[...]
        next = isForward ? range.upperBound : range.lowerBound
    }
}
