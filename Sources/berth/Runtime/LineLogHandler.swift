import Foundation
import Glibc
import JobCore
import Logging

/// Writes the worker's log to stderr, one harmless line an entry (S13): `2026-11-21T01:45:47.123Z notice words key=value`.
struct LineLogHandler: LogHandler {
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let line = "\(Timestamp.machine(Date())) \(event.level) \(event.message)\(pairs)"
        // One write a line: with O_APPEND, lines of two workers never mix.
        let bytes = Array((TerminalSafe.text(line) + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
