import Foundation
import JobCore

/// Makes a schedule of what a manifest says, as `berth schedule add` would.
enum RecurrenceReading {
    /// - Parameters:
    ///   - draft: what runs; it takes the schedule's name unless it has one.
    ///   - source: how it is made anew for each run, where it names templates.
    /// - Throws: `InvalidInput` that names the option of `berth schedule add`.
    static func schedule(
        _ recurrence: Manifest.Recurrence, running draft: JobDraft, source: ScheduledRequest? = nil
    ) throws(InvalidInput) -> Schedule {
        let settings = recurrence.settings
        let (rule, zone) = try ScheduleRule.read(
            cron: settings["cron"], every: settings["every"], timeZone: settings["time-zone"])
        var draft = draft
        if draft.name == nil { draft.name = recurrence.name }
        let schedule = Schedule(
            name: recurrence.name, rule: rule, zone: zone,
            overlap: try word(settings["overlap"], "overlap") ?? .forbid,
            missed: try word(settings["missed"], "missed") ?? .once, keep: try keep(settings["keep"]), draft: draft,
            source: source, createdAt: Date())
        try JobValidation.check(schedule)
        return schedule
    }

    private static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ text: String?, _ key: String
    ) throws(InvalidInput) -> Word? {
        guard let text else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidInput("--" + key, "'\(TextForSentence.shortened(text))' is not known. Write one of: \(known).")
        }
        return word
    }

    private static func keep(_ text: String?) throws(InvalidInput) -> Int? {
        guard let text else { return nil }
        guard let number = Int(text) else {
            throw InvalidInput("--keep", "'\(TextForSentence.shortened(text))' is not a number. Give 1 or more.")
        }
        return number
    }
}
