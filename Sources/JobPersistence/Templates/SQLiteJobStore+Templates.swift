import Foundation
import GRDB
public import JobCore
public import JobEngine

extension SQLiteJobStore {
    /// All job templates by name.
    public func templates() async throws(StoreError) -> [JobTemplate] {
        try await read { db in try TemplateRows(db: db).templates() }
    }

    /// Adds or replaces a job template.
    public func save(_ template: JobTemplate, mode: SavingMode, actor: String) async throws(StoreError) {
        let now = now()
        try await write { [makeID] db in
            try TemplateRows(db: db).save(template, mode: mode, makeID: makeID, now: now)
            try Journal(db: db, actor: actor, now: now).note("template_saved", job: nil, detail: template.name)
        }
    }

    /// Removes a job template. Jobs that were made of it keep what they are.
    public func removeTemplate(_ name: String, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            try db.run("DELETE FROM job_template WHERE name = ?", [name.bound])
            guard db.changesCount == 1 else { throw TemplateRows.missing("template", name) }
            try Journal(db: db, actor: actor, now: now).note("template_removed", job: nil, detail: name)
        }
    }

    /// All environment templates by name.
    public func environments(opened: Bool) async throws(StoreError) -> [EnvironmentTemplate] {
        try await read { [secrets] db in
            try TemplateRows(db: db).environments(secrets: opened ? .opened(secrets) : .hidden)
        }
    }

    /// Adds or replaces an environment template.
    public func save(_ environment: EnvironmentTemplate, mode: SavingMode, actor: String) async throws(StoreError) {
        let now = now()
        try await write { [makeID, secrets] db in
            try TemplateRows(db: db).save(environment, mode: mode, makeID: makeID, secrets: secrets, now: now)
            try Journal(db: db, actor: actor, now: now).note("environment_saved", job: nil, detail: environment.name)
        }
    }

    /// Removes an environment template that no job template and no schedule names.
    public func removeEnvironment(_ name: String, actor: String) async throws(StoreError) {
        let now = now()
        try await write { db in
            let templates = try TemplateRows(db: db).templates().filter {
                $0.request[.environmentTemplate].contains(name)
            }
            let schedules = try ScheduleRow(db: db, now: now).all().filter { $0.environments.contains(name) }
            let users =
                templates.map { "template '\($0.name)'" } + schedules.map { "schedule '\($0.name)'" }
            guard users.isEmpty else {
                throw StoreError(
                    .conflict,
                    "Environment '\(name)' cannot be removed: \(users.joined(separator: ", ")) names it. Change that first."
                )
            }
            try db.run("DELETE FROM environment_template WHERE name = ?", [name.bound])
            guard db.changesCount == 1 else { throw TemplateRows.missing("environment", name) }
            try Journal(db: db, actor: actor, now: now).note("environment_removed", job: nil, detail: name)
        }
    }
}
