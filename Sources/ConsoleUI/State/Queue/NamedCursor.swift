/// The selected row of a list of things with names: it stays on the thing when rows come and go.
struct NamedCursor: Equatable {
    private(set) var rows = ListCursor()
    private var name: String?

    /// The selected row; `nil` in an empty list.
    func index(in names: [String]) -> Int? {
        names.isEmpty ? nil : names.firstIndex { $0 == name } ?? min(rows.row, names.count - 1)
    }

    /// Holds fast to the thing that is selected; where it is gone, to the one that took its row.
    mutating func settle(in names: [String]) {
        guard let index = index(in: names) else { return }
        select(index, in: names)
    }

    mutating func move(by delta: Int, in names: [String], visibleRows: Int) {
        if let index = index(in: names) { rows.select(index) }
        rows.move(by: delta, count: names.count, visibleRows: visibleRows)
        name = names.isEmpty ? nil : names[rows.row]
    }

    mutating func select(_ row: Int, in names: [String]) {
        guard names.indices.contains(row) else { return }
        rows.select(row)
        name = names[row]
    }

    /// The first row on the screen.
    func top(in names: [String], visibleRows: Int) -> Int {
        max(0, min((index(in: names) ?? 0) - visibleRows / 2, names.count - visibleRows))
    }
}
