import Foundation
import JobCore

/// Schedules for people.
enum ScheduleText {
    static func table(_ schedules: [Schedule]) -> Table {
        var table = Table([
            Table.Column(title: "SCHEDULE", isFlexible: true), Table.Column(title: "WHEN", isFlexible: true),
            Table.Column(title: "ZONE", isFlexible: true), Table.Column(title: "NEXT"), Table.Column(title: "LAST"),
            Table.Column(title: "RESULT", isFlexible: true),
        ])
        for schedule in schedules {
            table.add([
                schedule.name, schedule.rule.words, schedule.zone.identifier,
                schedule.pausedAt == nil ? schedule.nextAt.map { moment($0, schedule.zone) } ?? "never" : "paused",
                schedule.lastAt.map { moment($0, schedule.zone) } ?? "",
                schedule.problem.map { "cannot run: \($0)" } ?? schedule.lastResult ?? "",
            ])
        }
        return table
    }

    static func fields(_ schedule: Schedule) -> [(String, String)] {
        [
            ("Schedule", schedule.name), ("When", schedule.rule.words), ("Zone", schedule.zone.identifier),
            ("State", state(schedule)), ("Overlap", schedule.overlap.rawValue), ("Missed", schedule.missed.rawValue),
            ("Keep", schedule.keep.map { "\($0) ended runs" } ?? "all runs"),
            ("Last", schedule.lastAt.map { "\(moment($0, schedule.zone)): \(schedule.lastResult ?? "")" } ?? ""),
            ("Added", Timestamp.person(schedule.createdAt)), ("Template", schedule.template ?? ""),
            ("Variables", schedule.environments.joined(separator: ", ")), ("Job", schedule.request.commandLine),
            ("Problem", schedule.problem ?? ""),
        ]
    }

    /// Whether and when it is due.
    static func state(_ schedule: Schedule) -> String {
        if let pausedAt = schedule.pausedAt { return "paused since \(Timestamp.person(pausedAt))" }
        return schedule.nextAt.map { "next \(moment($0, schedule.zone))" } ?? "never due again"
    }

    /// `2026-12-24 02:30 CET`: a time on the clocks of a zone, with seconds where it has some.
    static func moment(_ date: Date, _ zone: TimeZone) -> String {
        let shifted = date.addingTimeInterval(Double(zone.secondsFromGMT(for: date)))
        let hasSeconds = Int(date.timeIntervalSince1970.rounded(.down)) % 60 != 0
        let text = EngineTime(shifted).timestamp.prefix(hasSeconds ? 19 : 16).replacing("T", with: " ")
        return "\(text) \(zone.abbreviation(for: date) ?? zone.identifier)"
    }
}
