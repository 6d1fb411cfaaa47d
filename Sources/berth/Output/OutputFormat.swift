import ArgumentParser

/// How a list is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people.
    case table
    /// One object with `schemaVersion`.
    case json
    /// One number or name a line, for scripts.
    case ids
}
