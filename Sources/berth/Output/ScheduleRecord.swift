import Foundation
import JobCore

/// A schedule as JSON shows it; secret values never stand here.
struct ScheduleRecord: Encodable {
    var name: String
    var uuid: String
    var cron: String?
    var everySeconds: Double?
    var timeZone: String
    var overlap: String
    var missed: String
    var keep: Int?
    var isPaused: Bool
    var nextAt: Date?
    var lastAt: Date?
    var lastResult: String?
    var createdAt: Date
    /// What each run takes anew; only where the schedule names them.
    var template: String?
    var environments: [String]?
    /// Why no job can be made of them now.
    var problem: String?
    var image: String
    var command: [String]
    /// The newest runs; only in `show`.
    var jobs: [Int64]?

    init(_ schedule: Schedule, jobs: [Int64]? = nil) {
        name = schedule.name
        uuid = schedule.uuid.uuidString.lowercased()
        switch schedule.rule {
        case .cron(let timetable): cron = timetable.expression.description
        case .every(let span): everySeconds = span.inSeconds
        }
        timeZone = schedule.zone.identifier
        overlap = schedule.overlap.rawValue
        missed = schedule.missed.rawValue
        keep = schedule.keep
        isPaused = schedule.pausedAt != nil
        nextAt = schedule.pausedAt == nil ? schedule.nextAt : nil
        lastAt = schedule.lastAt
        lastResult = schedule.lastResult
        createdAt = schedule.createdAt
        template = schedule.template
        environments = schedule.environments.isEmpty ? nil : schedule.environments
        problem = schedule.problem
        image = schedule.draft.spec.image
        command = schedule.draft.spec.command
        self.jobs = jobs
    }
}
