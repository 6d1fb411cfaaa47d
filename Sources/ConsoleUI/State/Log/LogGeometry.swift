/// The room for lines in a log pane, and how many rows each of them takes there.
struct LogGeometry: Equatable {
    /// Rows below the title.
    var rows: Int
    /// Columns for the text of a line.
    var columns: Int
    /// Whether long lines go on in the next row.
    var isWrapped: Bool

    /// The rows of a line, with the one that tells of a gap before it.
    func rows(of line: LogLine) -> Int {
        (line.gapBefore > 0 ? 1 : 0) + (isWrapped ? LogText.rows(of: line.bytes, columns: columns) : 1)
    }

    /// The first row when the last line stands in the last one; `nil` without lines.
    func lastTop(of lines: [LogLine]) -> LogTop? {
        var room = rows
        for line in lines.reversed() {
            let height = rows(of: line)
            if height >= room { return LogTop(place: line.place, skippedRows: height - room) }
            room -= height
        }
        return lines.first.map { LogTop(place: $0.place) }
    }

    /// The first row `delta` rows further down or up, within these lines.
    func moved(_ top: LogTop, by delta: Int, in lines: [LogLine]) -> LogTop {
        guard var index = lines.firstIndex(where: { $0.place == top.place }) else { return top }
        var skipped = top.skippedRows + delta
        while skipped < 0, index > 0 {
            index -= 1
            skipped += rows(of: lines[index])
        }
        while index < lines.count - 1 {
            let height = rows(of: lines[index])
            guard skipped >= height else { break }
            skipped -= height
            index += 1
        }
        return LogTop(place: lines[index].place, skippedRows: min(max(0, skipped), rows(of: lines[index]) - 1))
    }

    /// Whether `top` lies behind `other`.
    func isBehind(_ top: LogTop, _ other: LogTop, in lines: [LogLine]) -> Bool {
        if top.place == other.place { return top.skippedRows > other.skippedRows }
        guard let index = lines.firstIndex(where: { $0.place == top.place }),
            let otherIndex = lines.firstIndex(where: { $0.place == other.place })
        else { return false }
        return index > otherIndex
    }
}
