/// Where the parts of the main screen lie.
struct Layout: Equatable {
    /// What the size allows.
    enum Kind {
        /// Too small for anything but a word.
        case tooSmall
        /// One pane at a time.
        case narrow
        /// Jobs above, log below.
        case stacked
    }

    /// The smallest screen that shows a pane.
    static let smallest = Size(columns: 40, rows: 10)

    let size: Size
    let kind: Kind
    /// The job list with its title; empty when it is not shown.
    let jobs: Rectangle
    /// The log with its title; empty when it is not shown.
    let log: Rectangle

    init(size: Size, focus: Pane) {
        self.size = size
        let body = Rectangle(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 2))
        let nothing = Rectangle(column: 0, row: 0, columns: 0, rows: 0)
        if size.columns < Self.smallest.columns || size.rows < Self.smallest.rows {
            kind = .tooSmall
            (jobs, log) = (nothing, nothing)
        } else if size.columns < 60 || size.rows < 16 {
            kind = .narrow
            (jobs, log) = focus == .jobs ? (body, nothing) : (nothing, body)
        } else {
            kind = .stacked
            (jobs, log) = body.splitRows(at: min(body.rows / 2, 20))
        }
    }

    var isNarrow: Bool { kind == .narrow }
    var header: Rectangle { Rectangle(column: 0, row: 0, columns: size.columns, rows: 1) }
    var footer: Rectangle { Rectangle(column: 0, row: max(0, size.rows - 1), columns: size.columns, rows: 1) }

    /// Rows for jobs, below title and column heads.
    var jobRows: Int { max(0, jobs.rows - 2) }
    /// Rows for log lines, below the title.
    var logRows: Int { max(0, log.rows - 1) }
    /// Rows of the help.
    var helpRows: Int { max(0, size.rows - 4) }
}
