public import Foundation
public import JobCore

/// What a store knows about recurring jobs (QUEUE-13).
public protocol ScheduleStore: Sendable {
    /// All schedules by name, secret values empty; where templates are named, with what they say now.
    func schedules() async throws(StoreError) -> [Schedule]

    /// One schedule, secret values empty.
    ///
    /// - Throws: `notFound`, naming the schedules there are.
    func schedule(_ name: String) async throws(StoreError) -> Schedule

    /// One schedule with its opened secrets; `nil` when there is none.
    func scheduleDefinition(_ name: String) async throws(StoreError) -> Schedule?

    /// Adds a schedule.
    ///
    /// - Parameter isReplacing: whether it takes the place of one of its name, whose runs and pause stay; so does its next due
    ///   time, unless the rule is another.
    /// - Throws: `conflict` when the name is taken and nothing is replaced.
    @discardableResult
    func addSchedule(_ schedule: Schedule, isReplacing: Bool, actor: String) async throws(StoreError) -> Schedule

    /// Lets a schedule submit nothing from now on, or again from its next due time after now.
    func pauseSchedule(_ name: String, isPaused: Bool, actor: String) async throws(StoreError) -> Schedule

    /// Removes a schedule; the jobs that it submitted stay.
    func removeSchedule(_ name: String, actor: String) async throws(StoreError)

    /// Submits a run of a schedule at once.
    ///
    /// - Throws: `conflict` when it may not overlap and an earlier run has not ended, or no job can be made of its templates.
    func runSchedule(_ name: String, actor: String) async throws(StoreError) -> Job

    /// Submits the jobs that schedules are due for, each once whatever happens. Where no job can be made of its templates, a
    /// schedule's result and the journal say so.
    ///
    /// - Returns: how many.
    func submitDue(now: Date) async throws(StoreError) -> Int

    /// Ended runs beyond those that their schedule keeps, whose containers are gone; the oldest first, at most `limit`.
    func outdatedRuns(limit: Int) async throws(StoreError) -> [JobNumber]
}
