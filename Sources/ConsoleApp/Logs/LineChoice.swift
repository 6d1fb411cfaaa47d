/// Which lines of a log are wanted, with the answers to "the n-th one" and "how many before".
enum LineChoice {
    /// All that were not cut out.
    case all(total: Int64, gaps: [Range<Int64>])
    /// Some.
    case some(LineSet)

    /// How many there are.
    var count: Int64 {
        switch self {
        case .all(let total, let gaps): total - gaps.reduce(0) { $0 + Int64($1.count) }
        case .some(let lines): lines.count
        }
    }

    /// How many come before a line.
    func rank(of line: Int64) -> Int64 {
        switch self {
        case .all(let total, let gaps):
            let line = min(line, total)
            return line - gaps.reduce(0) { $0 + max(0, min(line, $1.upperBound) - $1.lowerBound) }
        case .some(let lines): return lines.rank(of: line)
        }
    }

    /// The one with `rank` others before it; `rank` must be less than `count`.
    func line(at rank: Int64) -> Int64 {
        switch self {
        case .all(_, let gaps):
            return gaps.reduce(rank) { line, gap in line >= gap.lowerBound ? line + Int64(gap.count) : line }
        case .some(let lines): return lines.line(at: rank)
        }
    }
}
