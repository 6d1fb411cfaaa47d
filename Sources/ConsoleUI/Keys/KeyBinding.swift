/// One row of the key table.
public struct KeyBinding: Equatable, Sendable {
    /// What it asks for.
    public let command: KeyCommand
    /// The keys, the one to show first.
    public let keys: [Key]
    /// Where it works.
    public let scope: KeyScope
    /// A word or two for the footer; `nil` keeps it out of the footer.
    public let label: String?
    /// A phrase for the help.
    public let help: String

    /// Makes a row.
    public init(_ command: KeyCommand, _ keys: [Key], _ scope: KeyScope, label: String? = nil, help: String) {
        self.command = command
        self.keys = keys
        self.scope = scope
        self.label = label
        self.help = help
    }
}
