public import JobCore

/// A part of a log as it was read.
public struct LogWindow: Equatable, Sendable {
    /// What is known about the search.
    public struct Search: Equatable, Sendable {
        /// Lines that match, as far as was searched.
        public var matchingLines: Int64
        /// Whether all that is there was searched.
        public var isComplete: Bool

        /// Describes a search.
        public init(matchingLines: Int64, isComplete: Bool) {
            self.matchingLines = matchingLines
            self.isComplete = isComplete
        }
    }

    /// A line that was looked for and found.
    public struct Target: Equatable, Sendable {
        /// The line.
        public var place: LogPlace
        /// Where it stands among the matching lines, from 1; `nil` when it was not a match that was looked for.
        public var ordinal: Int64?
        /// Where what was searched for begins in it, in bytes of its text; `nil` where that is not known.
        public var column: Int?
        /// Whether it was found only by going on at the other end.
        public var isWrapped: Bool

        /// Describes a found line.
        public init(place: LogPlace, ordinal: Int64? = nil, column: Int? = nil, isWrapped: Bool = false) {
            self.place = place
            self.ordinal = ordinal
            self.column = column
            self.isWrapped = isWrapped
        }
    }

    /// The lines, in order; numbers that are missing were cut by the log's limit, or are not wanted.
    public var lines: [LogLine]
    /// Whether nothing comes before the first one.
    public var isStart: Bool
    /// Whether nothing comes after the last one.
    public var isEnd: Bool
    /// How many lines the logs have now, cut ones included.
    public var totalLines: Int64
    /// How many of them were cut by the log's limit.
    public var missingLines: Int64
    /// How many there are to be scrolled through: less than all where only some are wanted.
    public var chosenLines: Int64
    /// Whether the log is whole, as it was recorded at its end.
    public var completeness: LogCompleteness
    /// The time of the first line, which relative times count from.
    public var firstTime: EngineTime?
    /// The state of the search; `nil` when nothing is searched for.
    public var search: Search?
    /// What was looked for; `nil` when nothing was, or it is not found (yet).
    public var target: Target?

    /// Describes a part of a log.
    public init(
        lines: [LogLine], isStart: Bool, isEnd: Bool, totalLines: Int64, missingLines: Int64 = 0,
        chosenLines: Int64? = nil, completeness: LogCompleteness = .open, firstTime: EngineTime? = nil,
        search: Search? = nil, target: Target? = nil
    ) {
        self.lines = lines
        self.isStart = isStart
        self.isEnd = isEnd
        self.totalLines = totalLines
        self.missingLines = missingLines
        self.chosenLines = chosenLines ?? totalLines - missingLines
        self.completeness = completeness
        self.firstTime = firstTime
        self.search = search
        self.target = target
    }
}
