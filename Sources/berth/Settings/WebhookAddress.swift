import Foundation
import JobCore

/// Which addresses notices may be posted to.
enum WebhookAddress {
    private static let ownMachine: Set<String> = ["localhost", "127.0.0.1", "::1", "[::1]"]

    /// Refuses what is no web address, and what goes over a network unprotected unless somebody has said so.
    static func check(
        _ text: String, allowsPlainHTTP: Bool, refuse: (String) -> InvalidInput
    ) throws(InvalidInput) {
        guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
            parts.scheme == "https" || parts.scheme == "http", parts.user == nil, parts.password == nil
        else {
            throw refuse(
                "'\(TextForSentence.shortened(text))' is no web address without user and password. Write https://…")
        }
        guard parts.scheme == "https" || allowsPlainHTTP || ownMachine.contains(host) else {
            throw refuse(
                "'\(TextForSentence.shortened(text))' would send notices unprotected. Write https://, or add 'allowPlainHTTP: true'."
            )
        }
    }
}
