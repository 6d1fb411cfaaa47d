/// Columns and rows of a terminal or of a part of it.
public struct Size: Equatable, Hashable, Sendable, CustomStringConvertible {
    /// Columns, never negative.
    public var columns: Int
    /// Rows, never negative.
    public var rows: Int

    /// Negative measures count as 0.
    public init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }

    /// Reads `120x36`; `nil` for anything else, and for sizes beyond 1000 in one direction.
    public init?(parsing text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard parts.count == 2, let columns = parts[0], let rows = parts[1],
            (1...1000).contains(columns), (1...1000).contains(rows)
        else { return nil }
        self.init(columns: columns, rows: rows)
    }

    /// As `120x36`.
    public var description: String { "\(columns)x\(rows)" }
}
