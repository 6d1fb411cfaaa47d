import Foundation
import JobCore

/// When calls reached the engine, by the log of a dockerd that runs with `--debug`: nothing stands between Berth and it.
struct EngineCallLog: Sendable {
    let path: String

    struct Call: Sendable {
        let at: EngineTime
        /// Such as `POST`.
        let method: String
        /// Path and query, without the version.
        let target: String
    }

    /// All calls so far, oldest first.
    func calls() throws -> [Call] {
        let text = try ProcessFigures.text(path)
        return text.split(separator: "\n").compactMap(Self.parse)
    }

    /// `time="2026-01-02T03:04:05.123456789Z" level=debug msg="Calling POST /v1.41/containers/create?name=x"`
    private static func parse(_ line: Substring) -> Call? {
        let parts = line.split(separator: "\"", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "time=", parts[3].hasPrefix("Calling "),
            let at = EngineTime(rfc3339: parts[1])
        else { return nil }
        let words = parts[3].dropLast().split(separator: " ")
        guard words.count == 3 else { return nil }
        // `/v1.41/containers/…`
        let rest = words[2].dropFirst().drop { $0 != "/" }
        return Call(at: at, method: String(words[1]), target: String(words[2].hasPrefix("/v1.") ? rest : words[2]))
    }
}
