import Foundation
import JobCore

/// The columns of the job list for one width: the narrower the screen, the fewer, the least important ones first.
struct JobColumns {
    private let columns: [(column: JobColumn, start: Int, width: Int)]

    /// Where the flexible columns would like to end before a less important column may come in.
    private static let wantedName = 20
    private static let wantedOutcome = 20
    private static let leastName = 11
    private static let enoughName = 14
    private static let leastHost = 7
    private static let leastOutcome = 16
    /// What comes in while there is room, the most important one first.
    private static let byImportance: [JobColumn] = [.age, .outcome, .host, .attempt, .memory, .cpu, .group, .priority]
    private static let inOrder: [JobColumn] = [
        .mark, .number, .name, .status, .host, .group, .priority, .age, .cpu, .memory, .attempt, .outcome,
    ]

    /// - Parameter hosts: the columns of the longest text in the column of hosts.
    init(width total: Int, largestNumber: JobNumber, hosts: Int = 10, hidden: Set<JobColumn>) {
        func width(of column: JobColumn) -> Int {
            column == .host ? min(Self.width(of: .host), max(Self.leastHost, hosts)) : Self.width(of: column)
        }
        let number = max(4, largestNumber.description.utf8.count)
        var shown: Set<JobColumn> = [.mark, .number, .name, .status]
        var fixed = 2 + number + 1 + 11 + 1
        var least = Self.leastName + 1
        for column in Self.byImportance where !hidden.contains(column) {
            let isFlexible = column == .outcome
            let isExtra = [JobColumn.attempt, .memory, .cpu, .group, .priority].contains(column)
            let flexible =
                isExtra
                ? Self.wantedName + 1 + (shown.contains(.outcome) ? Self.wantedOutcome + 1 : 0)
                : least + (isFlexible ? Self.leastOutcome + 1 : 0)
            guard fixed + width(of: column) + 1 + flexible <= total + 1 else { continue }
            shown.insert(column)
            if isFlexible { least += Self.leastOutcome + 1 } else { fixed += width(of: column) + 1 }
        }
        let rest = max(0, total - fixed - (shown.contains(.outcome) ? 2 : 1))
        // `exit 127: not found` should be seen whole, as soon as names have enough.
        let whole = max(Self.leastOutcome, min(Self.wantedOutcome, rest - Self.enoughName))
        let outcome = shown.contains(.outcome) ? min(44, max(whole, rest * 45 / 100)) : 0
        var start = 1
        columns = Self.inOrder.filter(shown.contains).map { column in
            let width =
                switch column {
                case .number: number
                case .name: max(4, rest - outcome)
                case .outcome: outcome
                default: width(of: column)
                }
            defer { start += width + (column == .mark ? 0 : 1) }
            return (column, start, width)
        }
    }

    private static func width(of column: JobColumn) -> Int {
        switch column {
        case .mark: 1
        case .status: 11
        case .host, .group: 10
        case .priority: 3
        case .age: 9
        case .cpu: 6
        case .memory: 13
        case .attempt: 4
        case .number, .name, .outcome: 0
        }
    }

    /// Whether the figures of running jobs have columns of their own.
    var showsUsage: Bool { columns.contains { $0.column == .memory || $0.column == .cpu } }

    func drawHeads(row: Int, on painter: inout Painter) {
        for (column, start, width) in columns {
            write(column.head, column, start, width, row: row, style: painter.theme.dim, on: &painter)
        }
    }

    func draw(_ job: Job, _ words: JobWords, isMarked: Bool, row: Int, on painter: inout Painter) {
        for place in columns { draw(place, job, words, isMarked: isMarked, row: row, on: &painter) }
    }

    /// Draws the columns that change with time, over what stands there; answers where they lie.
    func drawAge(_ job: Job, _ words: JobWords, row: Int, on painter: inout Painter) -> [Range<Int>] {
        let aging = columns.filter { $0.column == .age || $0.column == .outcome }
        for place in aging {
            painter.frame.clear(Rectangle(column: place.start, row: row, columns: place.width, rows: 1))
            draw(place, job, words, isMarked: false, row: row, on: &painter)
        }
        return aging.map { $0.start..<$0.start + $0.width }
    }

    private func draw(
        _ place: (column: JobColumn, start: Int, width: Int), _ job: Job, _ words: JobWords, isMarked: Bool, row: Int,
        on painter: inout Painter
    ) {
        let theme = painter.theme
        let (column, start, width) = place
        let (text, style): (String, Style) =
            switch column {
            case .mark: (isMarked ? painter.glyphs.mark : "", theme.accent)
            case .number: (job.number.description, theme.dim)
            case .name: (job.name, theme.text)
            case .status: ("\(painter.glyphs.sign(of: job.status)) \(job.status)", theme.style(of: job.status))
            case .host: (job.host ?? "", theme.dim)
            case .group: (job.group ?? "", theme.dim)
            case .priority: (String(job.priority), theme.dim)
            case .age: (words.age, theme.text)
            case .cpu: (words.cpu, theme.text)
            case .memory: (words.memory, theme.text)
            case .attempt: (words.attempt, theme.dim)
            case .outcome:
                (
                    words.outcome.isEmpty && !showsUsage ? words.usage : words.outcome,
                    job.status == .failed ? theme.bad : theme.dim
                )
            }
        if !text.isEmpty { write(text, column, start, width, row: row, style: style, on: &painter) }
    }

    /// Draws an array in one row.
    func draw(_ array: JobArray, of job: Job, isMarked: Bool, now: Date, row: Int, on painter: inout Painter) {
        let theme = painter.theme
        let words = ArrayWords(array: array, now: now)
        for (column, start, width) in columns {
            let (text, style): (String, Style) =
                switch column {
                case .mark: (isMarked ? painter.glyphs.mark : painter.glyphs.folded, theme.accent)
                case .number: (array.number.description, theme.dim)
                case .name: (array.name, theme.text)
                case .status:
                    ("\(painter.glyphs.sign(of: array.status)) \(array.status)", theme.style(of: array.status))
                case .host: (words.size, theme.dim)
                case .group: (job.group ?? "", theme.dim)
                case .age: (words.age, theme.text)
                case .outcome: (words.shortOutcome, array.failures > 0 ? theme.bad : theme.dim)
                case .priority, .cpu, .memory, .attempt: ("", theme.dim)
                }
            if !text.isEmpty { write(text, column, start, width, row: row, style: style, on: &painter) }
        }
    }

    /// Draws the age of an array over what stands there; answers where it lies.
    func drawAge(_ array: JobArray, now: Date, row: Int, on painter: inout Painter) -> [Range<Int>] {
        columns.filter { $0.column == .age }.map { place in
            painter.frame.clear(Rectangle(column: place.start, row: row, columns: place.width, rows: 1))
            let age = ArrayWords(array: array, now: now).age
            write(age, .age, place.start, place.width, row: row, style: painter.theme.text, on: &painter)
            return place.start..<place.start + place.width
        }
    }

    /// Draws a container that is not ours in a row of its own, dimmed.
    func draw(_ row: ContainerRow, row line: Int, on painter: inout Painter) {
        for (column, start, width) in columns {
            let text =
                switch column {
                case .name: row.container.name
                case .status: painter.glyphs.foreign + " foreign"
                case .host: row.host
                case .outcome: row.container.status
                case .mark, .number, .group, .priority, .age, .cpu, .memory, .attempt: ""
                }
            if !text.isEmpty { write(text, column, start, width, row: line, style: painter.theme.dim, on: &painter) }
        }
    }

    private func write(
        _ text: String, _ column: JobColumn, _ start: Int, _ width: Int, row: Int, style: Style,
        on painter: inout Painter
    ) {
        let fitted = painter.fitted(text, to: width)
        switch column {
        case .number, .age, .priority, .cpu, .memory:
            painter.frame.write(fitted, endingAt: start + width, row: row, style: style)
        default: painter.frame.write(fitted, column: start, row: row, style: style, limit: width)
        }
    }
}
