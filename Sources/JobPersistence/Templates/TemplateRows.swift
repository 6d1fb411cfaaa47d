import Foundation
import GRDB
import JobCore
import JobEngine

/// Reads and writes rows of `job_template`, `environment_template` and `template_variable`.
struct TemplateRows {
    let db: Database

    static func missing(_ kind: String, _ name: String) -> StoreError {
        let list = kind == "template" ? "template" : "env"
        return StoreError(.notFound, "There is no \(kind) '\(name)'. See `berth \(list) list`.")
    }

    // MARK: - Job templates

    func templates() throws -> [JobTemplate] {
        try db.rows("SELECT name, description, definition, created_at, updated_at FROM job_template ORDER BY name").map
        {
            var column = ColumnReader($0)
            return try JobTemplate(
                name: column.next(), description: column.optional(), request: StoredJSON.value(column.next()),
                createdAt: column.date(), updatedAt: column.date())
        }
    }

    func save(_ template: JobTemplate, mode: SavingMode, makeID: () -> UUID, now: Date) throws {
        let known = try db.number("SELECT id FROM job_template WHERE name = ?", [template.name.bound])
        try check(known != nil, mode, "template", template.name)
        for name in template.request[.environmentTemplate] {
            guard try db.number("SELECT id FROM environment_template WHERE name = ?", [name.bound]) != nil else {
                throw Self.missing("environment", name)
            }
        }
        let definition = try StoredJSON.text(template.request)
        try db.run(
            """
            INSERT INTO job_template (uuid, name, description, definition, created_at, updated_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET description = excluded.description,
                    definition = excluded.definition, updated_at = excluded.updated_at
            """,
            [
                makeID(), template.name.bound, template.description?.bound, definition, now.microseconds,
                now.microseconds,
            ])
    }

    /// What a request names, so that nothing else need be opened for it. What there is not is left out.
    func library(for request: RunRequest, secrets: JobReading.Secrets) throws -> TemplateLibrary {
        let template = try request.value(.template).flatMap { name in try templates().first { $0.name == name } }
        let names = request[.environmentTemplate] + (template?.request[.environmentTemplate] ?? [])
        return TemplateLibrary(
            templates: template.map { [$0] } ?? [], environments: try environments(secrets: secrets, only: Set(names)))
    }

    // MARK: - Environments

    /// - Parameter only: the names that are read; `nil` for all.
    func environments(secrets: JobReading.Secrets, only names: Set<String>? = nil) throws -> [EnvironmentTemplate] {
        try db.rows(
            "SELECT id, uuid, name, description, created_at, updated_at FROM environment_template ORDER BY name"
        )
        .filter { row in names?.contains(row["name"]) ?? true }
        .map {
            var column = ColumnReader($0)
            let id: Int64 = column.next()
            let owner = try column.uuid()
            return try EnvironmentTemplate(
                name: column.next(), description: column.optional(),
                variables: variables(of: id, owner: owner, secrets), createdAt: column.date(),
                updatedAt: column.date())
        }
    }

    private func variables(
        of template: Int64, owner: UUID, _ secrets: JobReading.Secrets
    ) throws -> [EnvironmentVariable] {
        try db.rows(
            "SELECT name, is_secret, value FROM template_variable WHERE template = ? ORDER BY position", [template]
        ).map {
            var column = ColumnReader($0)
            let name: String = column.next()
            let isSecret: Bool = column.next()
            let value: Data = column.next()
            guard isSecret else {
                return EnvironmentVariable(name: name, value: String(decoding: value, as: UTF8.self))
            }
            let text =
                switch secrets {
                case .hidden: ""
                case .opened(let box): try box.open(value, name: name, owner: owner, db)
                }
            return EnvironmentVariable(name: name, value: text, isSecret: true)
        }
    }

    func save(
        _ environment: EnvironmentTemplate, mode: SavingMode, makeID: () -> UUID, secrets: SecretBox, now: Date
    ) throws {
        let row = try db.row("SELECT id, uuid FROM environment_template WHERE name = ?", [environment.name.bound])
        try check(row != nil, mode, "environment", environment.name)
        var (id, owner): (Int64, UUID) = (0, makeID())
        if let row {
            var column = ColumnReader(row)
            (id, owner) = (column.next(), try column.uuid())
            try db.run(
                "UPDATE environment_template SET description = ?, updated_at = ? WHERE id = ?",
                [environment.description?.bound, now.microseconds, id])
            try db.run("DELETE FROM template_variable WHERE template = ?", [id])
        } else {
            try db.run(
                """
                INSERT INTO environment_template (uuid, name, description, created_at, updated_at) VALUES (?, ?, ?, ?, ?)
                """,
                [
                    owner, environment.name.bound, environment.description?.bound, now.microseconds, now.microseconds,
                ])
            id = db.lastInsertedRowID
        }
        for (position, variable) in environment.variables.enumerated() {
            let value =
                variable.isSecret
                ? try secrets.seal(variable.value, name: variable.name, owner: owner, db) : Data(variable.value.utf8)
            try db.run(
                "INSERT INTO template_variable (template, position, name, is_secret, value) VALUES (?, ?, ?, ?, ?)",
                [id, position, variable.name, variable.isSecret, value])
        }
    }

    private func check(_ isKnown: Bool, _ mode: SavingMode, _ kind: String, _ name: String) throws {
        switch mode {
        case .adding where isKnown:
            throw StoreError(
                .conflict,
                "There is \(kind == "template" ? "a" : "an") \(kind) '\(name)' already. Choose another name, or change that one."
            )
        case .replacing where !isKnown: throw Self.missing(kind, name)
        default: break
        }
    }
}
