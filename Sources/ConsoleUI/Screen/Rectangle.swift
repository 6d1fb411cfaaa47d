/// A part of the screen, counted from its upper left corner.
public struct Rectangle: Equatable, Sendable {
    /// The leftmost column.
    public var column: Int
    /// The uppermost row.
    public var row: Int
    /// Columns and rows.
    public var size: Size

    /// A part that begins at `column`, `row`.
    public init(column: Int, row: Int, columns: Int, rows: Int) {
        self.column = column
        self.row = row
        self.size = Size(columns: columns, rows: rows)
    }

    /// Its width.
    public var columns: Int { size.columns }
    /// Its height.
    public var rows: Int { size.rows }
    /// Whether nothing can be drawn in it.
    public var isEmpty: Bool { columns == 0 || rows == 0 }

    /// The upper `count` rows and what is below them.
    public func splitRows(at count: Int) -> (above: Rectangle, below: Rectangle) {
        let upper = min(max(0, count), rows)
        return (
            Rectangle(column: column, row: row, columns: columns, rows: upper),
            Rectangle(column: column, row: row + upper, columns: columns, rows: rows - upper)
        )
    }

    /// The left `count` columns and what is right of them, `gap` columns apart.
    public func splitColumns(at count: Int, gap: Int = 0) -> (left: Rectangle, right: Rectangle) {
        let width = min(max(0, count), columns)
        return (
            Rectangle(column: column, row: row, columns: width, rows: rows),
            Rectangle(column: column + width + gap, row: row, columns: columns - width - gap, rows: rows)
        )
    }

    /// A rectangle of the given size in the middle of this one, cut where it is too large.
    public func centered(columns width: Int, rows height: Int) -> Rectangle {
        let width = min(width, columns)
        let height = min(height, rows)
        return Rectangle(
            column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width, rows: height)
    }
}
