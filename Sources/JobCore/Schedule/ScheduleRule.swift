public import Foundation

/// When something recurs (QUEUE-13).
public enum ScheduleRule: Hashable, Sendable {
    /// By the clock of a time zone.
    case cron(CronTimetable)
    /// Once each span of real time.
    case every(Duration)

    /// The spans that may be asked for.
    public static let spans = Duration.seconds(1)...Duration.seconds(366 * 86400)

    /// The first due time after a moment.
    ///
    /// - Parameter anchor: from where spans are counted.
    public func next(after moment: Date, anchor: Date) -> Date? {
        switch self {
        case .cron(let timetable): return timetable.next(after: moment)
        case .every(let span):
            let length = span.inSeconds
            let passed = max(0, ((moment.timeIntervalSince(anchor) + 1e-6) / length).rounded(.down))
            return anchor.addingTimeInterval((passed + 1) * length)
        }
    }

    /// Reads what is stored, or given by `--cron` and `--every`: `cron 30 2 * * *`, `every 3600`.
    ///
    /// - Throws: `InvalidInput` for what cannot be read.
    public init(stored text: String, zone: TimeZone) throws(InvalidInput) {
        let rest = String(text.drop { $0 != " " }.dropFirst())
        if text.hasPrefix("every ") {
            self = .every(try Duration(parsing: rest, field: "--every"))
        } else {
            self = .cron(CronTimetable(try CronExpression(parsing: rest), in: zone))
        }
    }

    /// As it is stored.
    public var stored: String {
        switch self {
        case .cron(let timetable): "cron \(timetable.expression)"
        case .every(let span): "every \(span.inSeconds)"
        }
    }

    /// For people.
    public var words: String {
        switch self {
        case .cron(let timetable): timetable.expression.description
        case .every(let span): "every \(span.forPeople.replacing(" 00 s", with: "").replacing(" 00 m", with: ""))"
        }
    }
}
