/// The name of a container image, taken apart.
///
/// The grammar is that of `github.com/distribution/reference` (the one every engine and registry uses):
/// `[registry[:port]/]repository[:tag][@digest]`. An image id (`sha256:` and 64 hex digits, or the bare 64 digits) is a
/// reference as well, to an image that is already on the engine.
public struct ImageReference: Hashable, Sendable {
    /// The registry as engines name it, `docker.io` when the text names none. Nil for an image id.
    public let registry: String?
    /// The repository within the registry, with Docker Hub's implied `library/`. For an image id, the id.
    public let repository: String
    /// The tag, when the text has one.
    public let tag: String?
    /// The digest (`sha256:…`), when the text has one.
    public let digest: String?
    /// The text as the user wrote it, which is what the engine is asked for.
    public let text: String

    /// Whether the text is the id of an image on the engine, which no registry can be asked for.
    public var isIdentifier: Bool { registry == nil }

    /// What a pull asks for: the digest if there is one, else the tag, else `latest`.
    ///
    /// A pull without a tag would fetch every tag of the repository.
    public var pullTag: String { digest ?? tag ?? "latest" }

    /// The name without tag and digest, as the user wrote it.
    public var name: String {
        var end = text.utf8.endIndex
        if let digest { end = text.utf8.index(end, offsetBy: -(digest.utf8.count + 1)) }
        if let tag { end = text.utf8.index(end, offsetBy: -(tag.utf8.count + 1)) }
        return String(text[..<end])
    }

    /// Takes an image reference apart.
    /// - Throws: `ImageReferenceError`, which says what part is wrong and what is allowed.
    public init(parsing text: String) throws(ImageReferenceError) {
        guard !text.isEmpty else { throw .empty }
        self.text = text
        if let identifier = Self.identifier(in: text) {
            (registry, repository, tag, digest) = (nil, identifier, nil, nil)
            return
        }
        var rest = Substring(text)
        if let at = rest.utf8.firstIndex(of: UInt8(ascii: "@")) {
            let value = rest[rest.utf8.index(after: at)...]
            guard ImageGrammar.isDigest(value) else { throw .digest(String(value)) }
            digest = String(value)
            rest = rest[..<at]
        } else {
            digest = nil
        }
        // A colon behind the last slash starts the tag; one before it belongs to the registry's port.
        let lastSlash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) ?? rest.startIndex
        if let colon = rest[lastSlash...].utf8.firstIndex(of: UInt8(ascii: ":")) {
            let value = rest[rest.utf8.index(after: colon)...]
            guard ImageGrammar.isTag(value) else { throw .tag(String(value)) }
            tag = String(value)
            rest = rest[..<colon]
        } else {
            tag = nil
        }
        (registry, repository) = try Self.splitName(rest)
    }

    private static func identifier(in text: String) -> String? {
        let hex = text.hasPrefix("sha256:") ? text.dropFirst(7) : Substring(text)
        return hex.utf8.count == 64 && ImageGrammar.isLowercaseHex(hex) ? text : nil
    }

    private static func splitName(_ name: Substring) throws(ImageReferenceError) -> (String, String) {
        var path = name
        var registry = "docker.io"
        if let slash = name.utf8.firstIndex(of: UInt8(ascii: "/")) {
            let first = name[..<slash]
            // What docker's normalisation takes for a registry: a dot, a port, an upper-case letter, or `localhost`.
            let isRegistry =
                first.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") } || first == "localhost"
                || first.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            if isRegistry {
                guard ImageGrammar.isRegistry(first) else { throw .registry(String(first)) }
                registry = first == "index.docker.io" ? "docker.io" : String(first)
                path = name[name.utf8.index(after: slash)...]
            }
        }
        guard ImageGrammar.isPath(path) else {
            let isUpperCase = path.utf8.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            throw isUpperCase ? .upperCase(String(path)) : .repository(String(path))
        }
        guard path.utf8.count <= 255 else { throw .tooLong(path.utf8.count) }
        if registry == "docker.io", !path.utf8.contains(UInt8(ascii: "/")) {
            return (registry, "library/" + path)
        }
        return (registry, String(path))
    }
}

extension ImageReference: CustomStringConvertible {
    /// The text as the user wrote it.
    public var description: String { text }
}
