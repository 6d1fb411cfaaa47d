import JobCore

/// A short list to choose from.
public struct PickerOverlay: Equatable, Sendable, OverlayContent {
    /// What is chosen.
    enum Kind: Equatable, Sendable {
        case order
        case columns(hidden: Set<JobColumn>)
    }

    private(set) var kind: Kind
    private(set) var cursor = ListCursor()

    /// Chooses the order of the job list.
    static func sorting(by order: JobQuery.Order) -> PickerOverlay {
        var picker = PickerOverlay(kind: .order)
        picker.cursor.select(JobQuery.Order.allCases.firstIndex(of: order) ?? 0)
        return picker
    }

    /// Chooses the columns of the job list.
    static func columns(hidden: Set<JobColumn>) -> PickerOverlay { PickerOverlay(kind: .columns(hidden: hidden)) }

    private init(kind: Kind) {
        self.kind = kind
    }

    var overlay: Overlay { .picker(self) }
    var scopes: [KeyScope] { [.list, .everywhere, .always] }

    func isOffered(_ command: KeyCommand, in state: ConsoleState) -> Bool {
        command != .mark || rows.contains { $0.isOn != nil }
    }

    var title: String {
        switch kind {
        case .order: "Sort by"
        case .columns: "Columns"
        }
    }

    /// What can be chosen; whether it is on, where each can be on or off.
    var rows: [(words: String, isOn: Bool?)] {
        switch kind {
        case .order: JobQuery.Order.allCases.map { ($0.words, nil) }
        case .columns(let hidden):
            JobColumn.optional.map { (DisplayWidth.padded($0.head, to: 8) + $0.words, !hidden.contains($0)) }
        }
    }

    mutating func select(_ row: Int) { cursor.select(row) }

    mutating func perform(_ command: KeyCommand, in state: ConsoleState) -> OverlayOutcome {
        if let delta = command.distance(page: rows.count) {
            cursor.move(by: delta, count: rows.count, visibleRows: rows.count)
            return .stays
        }
        switch (kind, command) {
        case (.order, .accept):
            return .closes { [row = cursor.row] state in
                state.jobs.sort(by: JobQuery.Order.allCases[row])
                return []
            }
        case (.columns(var hidden), .mark):
            hidden.formSymmetricDifference([JobColumn.optional[cursor.row]])
            kind = .columns(hidden: hidden)
            return .stays { [hidden] state in
                state.jobs.hiddenColumns = hidden
                return []
            }
        case (.columns, .accept), (_, .back), (_, .leave): return .closes
        default: return .stays
        }
    }
}
