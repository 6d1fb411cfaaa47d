/// Where the parts of the main screen lie.
struct Layout: Equatable {
    /// What the size allows.
    enum Kind {
        /// Too small for anything but a word.
        case tooSmall
        /// One pane at a time.
        case narrow
        /// Jobs above, one other pane below.
        case stacked
        /// Jobs at the left, hosts and detail at the right, log below.
        case wide
    }

    /// The smallest screen that shows a pane.
    static let smallest = Size(columns: 40, rows: 10)

    /// What hosts and detail can make use of; the rest is for the outcomes of jobs.
    private static let widestSide = 80

    let size: Size
    let kind: Kind
    private var parts: (Rectangle, Rectangle, Rectangle, Rectangle, Rectangle)
    /// The panes that share the place of the one that is shown there; their names stand in its title.
    private(set) var tabs: [Pane] = []

    init(size: Size, focus: PaneFocus) {
        self.size = size
        let nothing = Rectangle(column: 0, row: 0, columns: 0, rows: 0)
        parts = (nothing, nothing, nothing, nothing, nothing)
        kind =
            if size.columns < Self.smallest.columns || size.rows < Self.smallest.rows {
                .tooSmall
            } else if size.columns < 60 || size.rows < 16 {
                .narrow
            } else {
                size.columns < 100 || size.rows < 24 ? .stacked : .wide
            }
        place(in: Rectangle(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 2)), focus)
    }

    /// The place of a pane with its title; empty when it is not shown.
    subscript(pane: Pane) -> Rectangle {
        get {
            switch pane {
            case .jobs: parts.0
            case .hosts: parts.1
            case .logs: parts.2
            case .detail: parts.3
            case .events: parts.4
            }
        }
        set {
            switch pane {
            case .jobs: parts.0 = newValue
            case .hosts: parts.1 = newValue
            case .logs: parts.2 = newValue
            case .detail: parts.3 = newValue
            case .events: parts.4 = newValue
            }
        }
    }

    private mutating func place(in body: Rectangle, _ focus: PaneFocus) {
        switch (kind, focus.zoom) {
        case (.tooSmall, _): break
        case (.narrow, _), (_, .full):
            self[focus.pane] = body
            tabs = Pane.allCases
        case (.stacked, _), (.wide, .half):
            let halves = body.splitRows(at: body.rows / 2)
            self[.jobs] = halves.above
            self[focus.lower] = halves.below
            tabs = [.hosts, .logs, .detail, .events]
        case (.wide, .none):
            placeWide(in: body, focus)
        }
    }

    private mutating func placeWide(in body: Rectangle, _ focus: PaneFocus) {
        let (above, below) = body.splitRows(at: body.rows * 6 / 10)
        let width = max(above.columns * 62 / 100, above.columns - Self.widestSide)
        let (left, right) = above.splitColumns(at: width, gap: 1)
        let (upper, lower) = right.splitRows(at: max(4, right.rows * 3 / 10))
        self[.jobs] = left
        self[.hosts] = upper
        self[focus.side] = lower
        self[.logs] = below
        tabs = [.detail, .events]
    }

    var isNarrow: Bool { kind == .narrow }
    var header: Rectangle { Rectangle(column: 0, row: 0, columns: size.columns, rows: 1) }
    var footer: Rectangle { Rectangle(column: 0, row: max(0, size.rows - 1), columns: size.columns, rows: 1) }
    /// What overlays may cover.
    var body: Rectangle { Rectangle(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 2)) }

    /// Rows of a pane below its title, and in a table below its column heads.
    func rows(of pane: Pane) -> Int {
        max(0, self[pane].rows - (pane == .jobs || pane == .hosts ? 2 : 1))
    }

    /// Rows of the help.
    var helpRows: Int { max(0, size.rows - 4) }

    static func == (one: Layout, other: Layout) -> Bool {
        one.size == other.size && one.tabs == other.tabs && Pane.allCases.allSatisfy { one[$0] == other[$0] }
    }
}
