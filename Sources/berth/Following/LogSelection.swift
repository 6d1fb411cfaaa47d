import Foundation
import JobCore

/// Which part of a log is shown.
struct LogSelection: Sendable {
    /// Only this stream; `nil` means both.
    var stream: LogStream?
    /// Only what the engine took at or after.
    var since: EngineTime?
    /// Only what the engine took before.
    var until: EngineTime?
    /// Only the newest lines, before following begins.
    var tail: Int?
    /// Only lines in which this regular expression matches.
    var pattern: String?
    /// Whether each line begins with the engine's time.
    var hasTimestamps = false

    /// Whether lines must be looked at one by one.
    var looksAtLines: Bool { pattern != nil }

    func takes(_ stream: LogStream, at time: EngineTime?) -> Bool {
        if let wanted = self.stream, wanted != stream { return false }
        guard let time else { return true }
        return (since.map { time >= $0 } ?? true) && (until.map { time < $0 } ?? true)
    }
}
