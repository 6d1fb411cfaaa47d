import JobCore

/// The columns of the job list for one width: the narrower the screen, the fewer, the least important ones first.
struct JobColumns {
    private enum Column {
        case number, name, status, host, age, attempt, outcome

        var head: String {
            switch self {
            case .number: "ID"
            case .name: "NAME"
            case .status: "STATUS"
            case .host: "HOST"
            case .age: "TIME"
            case .attempt: "TRY"
            case .outcome: "OUTCOME"
            }
        }
    }

    private let columns: [(column: Column, start: Int, width: Int)]

    init(width: Int, largestNumber: JobNumber) {
        var widths: [(Column, Int)] = [
            (.number, max(4, largestNumber.description.utf8.count)), (.name, 0), (.status, 11),
        ]
        if width >= 72 { widths.append((.host, width >= 110 ? 14 : 10)) }
        widths.append((.age, 9))
        if width >= 110 { widths.append((.attempt, 4)) }
        if width >= 60 { widths.append((.outcome, min(44, max(16, width / 4)))) }
        let taken = widths.reduce(2) { $0 + $1.1 + 1 }
        var start = 2
        columns = widths.map { column, wanted in
            let width = column == .name ? max(4, width - taken) : wanted
            defer { start += width + 1 }
            return (column, start, width)
        }
    }

    func drawHeads(row: Int, on painter: inout Painter) {
        for (column, start, width) in columns {
            write(column.head, column, start, width, row: row, style: painter.theme.dim, on: &painter)
        }
    }

    func draw(_ job: Job, _ words: JobWords, row: Int, on painter: inout Painter) {
        let theme = painter.theme
        for (column, start, width) in columns {
            let (text, style): (String, Style) =
                switch column {
                case .number: (job.number.description, theme.dim)
                case .name: (job.name, theme.text)
                case .status: (status(of: job, painter), theme.style(of: job.status))
                case .host: (job.host ?? "", theme.dim)
                case .age: (words.age, theme.text)
                case .attempt: (attempt(of: job), theme.dim)
                case .outcome: (words.outcome, job.status == .failed ? theme.bad : theme.dim)
                }
            write(text, column, start, width, row: row, style: style, on: &painter)
        }
    }

    private func status(of job: Job, _ painter: Painter) -> String {
        "\(painter.glyphs.sign(of: job.status)) \(job.status)"
    }

    private func attempt(of job: Job) -> String {
        job.attemptNumber > 0 ? "\(job.attemptNumber)/\(job.retryPolicy.maxAttempts)" : ""
    }

    private func write(
        _ text: String, _ column: Column, _ start: Int, _ width: Int, row: Int, style: Style, on painter: inout Painter
    ) {
        let fitted = painter.fitted(text, to: width)
        if column == .number || column == .age {
            painter.frame.write(fitted, endingAt: start + width, row: row, style: style)
        } else {
            painter.frame.write(fitted, column: start, row: row, style: style, limit: width)
        }
    }
}
