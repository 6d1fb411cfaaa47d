/// The one table that maps keys to commands and draws help and footer.
public struct KeyTable: Equatable, Sendable {
    /// All rows, in the order of help and footer.
    public let bindings: [KeyBinding]

    /// A table of these rows.
    public init(_ bindings: [KeyBinding]) {
        self.bindings = bindings
    }

    /// What `key` asks for, where these scopes are open; the first of them that knows it decides.
    public func command(for key: Key, in scopes: [KeyScope]) -> KeyCommand? {
        for scope in scopes {
            if let binding = bindings.first(where: { $0.scope == scope && $0.keys.contains(key) }) {
                return binding.command
            }
        }
        return nil
    }

    /// The rows for the footer, the most special scope first.
    public func footer(in scopes: [KeyScope]) -> [KeyBinding] {
        scopes.flatMap { scope in bindings.filter { $0.scope == scope && $0.label != nil } }
    }

    /// Berth's own keys.
    public static let standard = KeyTable(
        jobKeys + hostKeys + logKeys + detailKeys + eventKeys + actionKeys + paneKeys + commonKeys + overlayKeys)
}
