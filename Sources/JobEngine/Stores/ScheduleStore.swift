public import Foundation
public import JobCore

/// What a store knows about recurring jobs (QUEUE-13).
public protocol ScheduleStore: Sendable {
    /// All schedules by name, secret values empty.
    func schedules() async throws(StoreError) -> [Schedule]

    /// One schedule, secret values empty.
    ///
    /// - Throws: `notFound`, naming the schedules there are.
    func schedule(_ name: String) async throws(StoreError) -> Schedule

    /// Adds a schedule.
    ///
    /// - Throws: `conflict` when the name is taken.
    func addSchedule(_ schedule: Schedule, actor: String) async throws(StoreError)

    /// Lets a schedule submit nothing from now on, or again from its next due time after now.
    func pauseSchedule(_ name: String, isPaused: Bool, actor: String) async throws(StoreError) -> Schedule

    /// Removes a schedule; the jobs that it submitted stay.
    func removeSchedule(_ name: String, actor: String) async throws(StoreError)

    /// Submits a run of a schedule at once.
    ///
    /// - Throws: `conflict` when it may not overlap and an earlier run has not ended.
    func runSchedule(_ name: String, actor: String) async throws(StoreError) -> Job

    /// Submits the jobs that schedules are due for, each once whatever happens.
    ///
    /// - Returns: how many.
    func submitDue(now: Date) async throws(StoreError) -> Int

    /// Ended runs beyond those that their schedule keeps, whose containers are gone; the oldest first, at most `limit`.
    func outdatedRuns(limit: Int) async throws(StoreError) -> [JobNumber]
}
