/// Why a text is not an image reference.
public enum ImageReferenceError: Error, Hashable, Sendable {
    /// There is no text.
    case empty
    /// The registry (host and port) is not one.
    case registry(String)
    /// The repository holds a character or a sequence that is not allowed.
    case repository(String)
    /// The repository holds upper-case letters.
    case upperCase(String)
    /// The repository has more than 255 bytes.
    case tooLong(Int)
    /// The text behind the colon is not a tag.
    case tag(String)
    /// The text behind the `@` is not a digest.
    case digest(String)
}

extension ImageReferenceError: CustomStringConvertible {
    /// What is wrong and what is allowed, as the end of a sentence (without the name of the field).
    public var description: String {
        switch self {
        case .empty:
            "it is empty; give an image such as 'debian:12'"
        case .registry(let text):
            "'\(text)' is not a registry; allowed are a host name or address and a port, such as 'registry.example:5000'"
        case .repository(let text):
            "'\(text)' is not a repository; allowed are lower-case letters, digits and, between them, '.', '_', '__', '-'"
        case .upperCase(let text):
            "the repository '\(text)' has upper-case letters; write it in lower case"
        case .tooLong(let count):
            "the repository has \(count) bytes; at most 255 are allowed"
        case .tag(let text):
            "'\(text)' is not a tag; allowed are up to 128 letters, digits, '_', '.' and '-', not beginning with '.' or '-'"
        case .digest(let text):
            "'\(text)' is not a digest; it is an algorithm, a colon and at least 32 hex digits, such as 'sha256:…'"
        }
    }
}
