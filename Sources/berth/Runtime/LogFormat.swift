/// How the worker's log is written.
enum LogFormat: String, CaseIterable, Sendable {
    /// `2026-11-21T01:45:47.123Z notice words key=value`
    case text
    /// One JSON object a line: `time`, `level`, `message`, then the fields.
    case json
}
