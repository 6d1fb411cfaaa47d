/// The selected row of a list and the first row on the screen.
public struct ListCursor: Equatable, Sendable {
    /// The selected row.
    public private(set) var row = 0
    /// The first row on the screen.
    public private(set) var top = 0

    init() {}

    /// Moves, and scrolls so that the selected row is on the screen.
    mutating func move(by delta: Int, count: Int, visibleRows: Int) {
        row = min(max(0, row + delta), max(0, count - 1))
        keepInView(count: count, visibleRows: visibleRows)
    }

    /// Selects a row.
    mutating func select(_ row: Int) { self.row = max(0, row) }

    mutating func keepInView(count: Int, visibleRows: Int) {
        row = min(row, max(0, count - 1))
        top = min(max(top, row - visibleRows + 1), row)
        top = max(0, min(top, count - visibleRows))
    }
}
