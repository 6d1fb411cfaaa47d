import Foundation
import Glibc
import JobCore
import Logging

/// Writes the worker's log to stderr, one harmless line an entry (S13). Fields in the order of their names.
struct LineLogHandler: LogHandler {
    var format = LogFormat.text
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        let line = Self.line(format, Date(), event.level, "\(event.message)", fields)
        // One write a line: with O_APPEND, lines of two workers never mix.
        let bytes = Array((line + "\n").utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    static func line(
        _ format: LogFormat, _ time: Date, _ level: Logger.Level, _ message: String, _ fields: [String: String]
    ) -> String {
        let sorted = fields.sorted { $0.key < $1.key }
        switch format {
        case .text:
            let pairs = sorted.map { " \($0.key)=\($0.value)" }.joined()
            return TerminalSafe.text("\(Timestamp.machine(time)) \(level) \(message)\(pairs)")
        case .json:
            let first = [("time", Timestamp.machine(time)), ("level", "\(level)"), ("message", message)]
            let pairs = (first + sorted.map { ($0.key, $0.value) }).map { "\(quoted($0)):\(quoted($1))" }
            return "{" + pairs.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        (try? JSONText.encode(text, isPretty: false)) ?? "\"\""
    }
}
