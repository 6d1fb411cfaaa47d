public import JobCore

/// What front ends do with job templates and environment templates (CMD-10).
public struct Templates: Sendable {
    let context: ManagerContext

    /// All job templates by name.
    public func list() async throws(ManagerError) -> [JobTemplate] {
        try await context.reading { () async throws(StoreError) in try await context.store.templates() }
    }

    /// One job template.
    public func find(_ name: String) async throws(ManagerError) -> JobTemplate {
        let library = TemplateLibrary(templates: try await list())
        do {
            return try library.template(name)
        } catch {
            throw .store(StoreError(.notFound, error.message))
        }
    }

    /// All environment templates by name, secrets empty.
    public func environments() async throws(ManagerError) -> [EnvironmentTemplate] {
        try await context.reading { () async throws(StoreError) in try await context.store.environments(opened: false) }
    }

    /// One environment template, secrets empty.
    public func environment(_ name: String) async throws(ManagerError) -> EnvironmentTemplate {
        let library = TemplateLibrary(environments: try await environments())
        do {
            return try library.environment(name)
        } catch {
            throw .store(StoreError(.notFound, error.message))
        }
    }

    /// Everything that requests may name, secrets opened; to be let go of when the request was read.
    public func library() async throws(ManagerError) -> TemplateLibrary {
        try await context.reading { () async throws(StoreError) in
            TemplateLibrary(
                templates: try await context.store.templates(),
                environments: try await context.store.environments(opened: true))
        }
    }

    /// Validates and stores a job template.
    public func save(_ template: JobTemplate, mode: SavingMode) async throws(ManagerError) {
        do {
            try template.validate()
        } catch {
            throw .invalid(error)
        }
        try await context.changing("save template '\(template.name)'") { () async throws(StoreError) in
            try await context.store.save(template, mode: mode, actor: context.actor)
        }
    }

    /// Validates and stores an environment template.
    public func save(_ environment: EnvironmentTemplate, mode: SavingMode) async throws(ManagerError) {
        do {
            try environment.validate()
        } catch {
            throw .invalid(error)
        }
        try await context.changing("save environment '\(environment.name)'") { () async throws(StoreError) in
            try await context.store.save(environment, mode: mode, actor: context.actor)
        }
    }

    /// Removes a job template. Schedules that name it leave their runs out until there is one of its name again.
    public func remove(_ name: String) async throws(ManagerError) {
        try await context.changing("remove template '\(name)'") { () async throws(StoreError) in
            try await context.store.removeTemplate(name, actor: context.actor)
        }
    }

    /// Removes an environment template that no job template and no schedule names.
    public func removeEnvironment(_ name: String) async throws(ManagerError) {
        try await context.changing("remove environment '\(name)'") { () async throws(StoreError) in
            try await context.store.removeEnvironment(name, actor: context.actor)
        }
    }
}
