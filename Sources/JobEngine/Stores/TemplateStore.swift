public import JobCore

/// What a store knows about templates.
public protocol TemplateStore: Sendable {
    /// All job templates by name.
    func templates() async throws(StoreError) -> [JobTemplate]

    /// Stores a job template.
    ///
    /// - Throws: `conflict` or `notFound` as `mode` says, and `notFound` when it names an environment that there is not.
    func save(_ template: JobTemplate, mode: SavingMode, actor: String) async throws(StoreError)

    /// Removes a job template. Jobs that were made of it keep what they are.
    func removeTemplate(_ name: String, actor: String) async throws(StoreError)

    /// All environment templates by name.
    ///
    /// - Parameter opened: whether the values of secrets are read; else they are empty.
    func environments(opened: Bool) async throws(StoreError) -> [EnvironmentTemplate]

    /// Stores an environment template with all its variables.
    ///
    /// - Throws: `conflict` or `notFound` as `mode` says.
    func save(_ environment: EnvironmentTemplate, mode: SavingMode, actor: String) async throws(StoreError)

    /// Removes an environment template.
    ///
    /// - Throws: `conflict` while a job template or a schedule names it.
    func removeEnvironment(_ name: String, actor: String) async throws(StoreError)
}

/// What may be there when something is saved.
public enum SavingMode: Hashable, Sendable {
    /// It must be new.
    case adding
    /// It must be there.
    case replacing
    /// Either.
    case either
}
