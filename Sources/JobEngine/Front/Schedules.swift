public import JobCore

/// What front ends do with recurring jobs (QUEUE-13).
public struct Schedules: Sendable {
    let context: ManagerContext

    /// All schedules by name, secret values empty.
    public func list() async throws(ManagerError) -> [Schedule] {
        try await context.reading { () async throws(StoreError) in try await context.store.schedules() }
    }

    /// One schedule, secret values empty.
    public func find(_ name: String) async throws(ManagerError) -> Schedule {
        try await context.reading { () async throws(StoreError) in try await context.store.schedule(name) }
    }

    /// One schedule as it was added, with its opened secrets; `nil` when there is none.
    public func definition(of name: String) async throws(ManagerError) -> Schedule? {
        try await context.reading { () async throws(StoreError) in
            try await context.store.scheduleDefinition(name)
        }
    }

    /// Validates and adds a schedule; it is due from its next time on.
    ///
    /// - Parameter isReplacing: whether it takes the place of one of its name, whose runs and pause stay.
    /// - Throws: `invalid` that names the field.
    public func add(_ schedule: Schedule, isReplacing: Bool = false) async throws(ManagerError) -> Schedule {
        do {
            try JobValidation.check(schedule)
        } catch {
            throw .invalid(error)
        }
        try await Jobs(context: context).check([schedule.draft])
        var schedule = schedule
        schedule.nextAt = schedule.rule.next(after: schedule.createdAt, anchor: schedule.createdAt)
        let complete = schedule
        return try await context.changing("add schedule '\(schedule.name)'") { () async throws(StoreError) in
            try await context.store.addSchedule(complete, isReplacing: isReplacing, actor: context.actor)
        }
    }

    /// Lets a schedule submit nothing from now on; what runs goes on.
    public func pause(_ name: String) async throws(ManagerError) -> Schedule {
        try await context.changing("pause schedule '\(name)'") { () async throws(StoreError) in
            try await context.store.pauseSchedule(name, isPaused: true, actor: context.actor)
        }
    }

    /// Lets a schedule submit again, from its next due time after now.
    public func resume(_ name: String) async throws(ManagerError) -> Schedule {
        try await context.changing("resume schedule '\(name)'") { () async throws(StoreError) in
            try await context.store.pauseSchedule(name, isPaused: false, actor: context.actor)
        }
    }

    /// Removes a schedule; the jobs that it submitted stay.
    public func remove(_ name: String) async throws(ManagerError) {
        try await context.changing("remove schedule '\(name)'") { () async throws(StoreError) in
            try await context.store.removeSchedule(name, actor: context.actor)
        }
    }

    /// Submits a run at once, beside its due times.
    public func run(_ name: String) async throws(ManagerError) -> Job {
        try await context.changing("run schedule '\(name)'") { () async throws(StoreError) in
            try await context.store.runSchedule(name, actor: context.actor)
        }
    }
}
