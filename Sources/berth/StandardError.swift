import Foundation
import Glibc
import JobCore

/// Words for people, on stderr; never mixed with data.
enum StandardError {
    /// Writes `berth: <sentence>` in one line, harmless for a terminal. A closed stderr is nobody's problem.
    static func say(_ sentence: String) {
        write("berth: \(TerminalSafe.text(sentence))\n")
    }

    /// Writes a line as it is; its foreign parts were made harmless by the caller.
    static func line(_ text: String) {
        write(text + "\n")
    }

    /// Writes a question, without a newline.
    static func prompt(_ text: String) {
        write(TerminalSafe.text(text))
    }

    private static func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
