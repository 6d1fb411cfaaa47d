public import Foundation

extension ScheduleRule {
    /// Reads what a person wrote of when something recurs.
    ///
    /// - Parameters:
    ///   - cron: a cron expression; either this or `every`.
    ///   - every: a span.
    ///   - timeZone: whose clocks; `nil` means this machine's.
    /// - Throws: `InvalidInput` that names the option.
    public static func read(
        cron: String?, every: String?, timeZone: String?
    ) throws(InvalidInput) -> (rule: ScheduleRule, zone: TimeZone) {
        guard let zone = timeZone.map({ TimeZone(identifier: $0) }) ?? .current else {
            throw InvalidInput(
                "--time-zone",
                "'\(TextForSentence.shortened(timeZone ?? ""))' is not known. Write for example Europe/Berlin or UTC.")
        }
        switch (cron, every) {
        case (let text?, nil): return (.cron(CronTimetable(try CronExpression(parsing: text), in: zone)), zone)
        case (nil, let text?): return (.every(try Duration(parsing: text, field: "--every")), zone)
        case (nil, nil):
            throw InvalidInput("--cron", "When is missing. Give --cron '30 2 * * *' or --every 1h.")
        case (.some, .some): throw InvalidInput("--cron", "It cannot be given together with --every. Leave one out.")
        }
    }
}
