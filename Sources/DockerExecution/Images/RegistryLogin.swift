import Foundation

/// What a registry is told about who asks. Held only for the one call that needs it; never printed.
struct RegistryLogin: Encodable, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    var username: String?
    var password: String?
    var identityToken: String?
    var registryToken: String?
    /// The registry that the login is for; the engine sends it nowhere else.
    var serverAddress: String

    private enum CodingKeys: String, CodingKey {
        case username, password, identityToken = "identitytoken", registryToken = "registrytoken"
        case serverAddress = "serveraddress"
    }

    /// The value of `X-Registry-Auth`: JSON in base64 with the URL alphabet, padded. The engine takes an undecodable one
    /// for none at all.
    var headerValue: String {
        get throws {
            try JSONEncoder().encode(self).base64EncodedString()
                .replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
        }
    }

    /// The registry alone: the rest is secret.
    var description: String { "login for \(serverAddress)" }
    /// The registry alone: the rest is secret.
    var debugDescription: String { description }
}
