import Crypto
import Foundation
import JobCore

/// A fingerprint of what a container was made from, for its label (decisions 16): tells whether two containers ran the same
/// without showing what. Variables are left out, so that no secret can be guessed from it.
enum SpecificationDigest {
    /// The first 32 hexadecimal digits of the SHA-256 of the specification as JSON with sorted keys; `nil` only if it
    /// cannot be written as JSON, which no valid one can be.
    static func of(_ spec: JobSpec) -> String? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        guard let json = try? encoder.encode(spec) else { return nil }
        let digits = SHA256.hash(data: json).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }
        return String(digits.joined().prefix(32))
    }
}
