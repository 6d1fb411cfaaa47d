extension KeyTable {
    /// The hosts.
    static let hostKeys: [KeyBinding] = []
}
