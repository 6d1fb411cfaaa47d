/// A cron expression of five fields: minute, hour, day of the month, month, day of the week (QUEUE-13).
public struct CronExpression: Hashable, Sendable, CustomStringConvertible {
    let minute: CronField
    let hour: CronField
    let day: CronField
    let month: CronField
    let weekday: CronField
    /// As it was written.
    public let description: String

    private static let shorthands = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    /// Reads an expression, or one of `@hourly @daily @weekly @monthly @yearly`.
    ///
    /// - Throws: `InvalidInput` that names the field, and for a day that never comes.
    public init(parsing text: String) throws(InvalidInput) {
        let words = text.split(whereSeparator: \.isWhitespace)
        if words.count == 1, words[0].hasPrefix("@") {
            guard let long = Self.shorthands[words[0].lowercased()] else {
                throw InvalidInput(
                    "--cron",
                    "'\(TextForSentence.shortened(text))' is not known. Write @hourly, @daily, @weekly, @monthly, @yearly, or five fields."
                )
            }
            try self.init(fields: long.split(separator: " "), words[0].lowercased())
            return
        }
        guard words.count == 5 else {
            throw InvalidInput(
                "--cron",
                "'\(TextForSentence.shortened(text))' has \(words.count) field\(words.count == 1 ? "" : "s"). Write five: minute, hour, day, month, day of the week, such as '30 2 * * mon-fri'."
            )
        }
        try self.init(fields: words, words.joined(separator: " "))
    }

    private init(fields: [Substring], _ text: String) throws(InvalidInput) {
        description = text
        minute = try CronField(fields[0], .minute)
        hour = try CronField(fields[1], .hour)
        day = try CronField(fields[2], .day)
        month = try CronField(fields[3], .month)
        weekday = try CronField(fields[4], .weekday)
        let longest = month.values.map { $0 == 2 ? 29 : [4, 6, 9, 11].contains($0) ? 30 : 31 }.max() ?? 31
        guard !weekday.isWild || (day.values.first ?? 1) <= longest else {
            throw InvalidInput(
                "--cron", "'\(TextForSentence.shortened(text))' names a day that no month of it has. Choose another.")
        }
    }

    /// Whether it matches some time of a day. Of day of the month and day of the week either is enough, when neither begins
    /// with `*`; POSIX has it so.
    func matches(_ date: CivilDate) -> Bool {
        guard month.contains(date.month) else { return false }
        let isDay = day.contains(date.day)
        let isWeekday = weekday.contains(date.weekday)
        return day.isWild || weekday.isWild ? isDay && isWeekday : isDay || isWeekday
    }
}
