import Crypto
import Foundation

/// The key that signs notices.
public struct WebhookKey: Sendable {
    private let key: SymmetricKey

    /// Takes the text of a key file: `whsec_` and base64, as the specification writes keys, or any other text as it is
    /// without white space around it.
    public init(_ text: String) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let encoded = trimmed.hasPrefix("whsec_") ? Data(base64Encoded: String(trimmed.dropFirst(6))) : nil
        key = SymmetricKey(data: encoded ?? Data(trimmed.utf8))
    }

    /// `v1,` and the base64 of HMAC-SHA256 over `id.time.body`.
    public func signature(id: String, time: Int64, _ body: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(id).\(time).\(body)".utf8), using: key)
        return "v1," + Data(code).base64EncodedString()
    }
}
