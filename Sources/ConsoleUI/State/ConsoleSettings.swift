public import JobCore

/// How the console is set up.
public struct ConsoleSettings: Equatable, Sendable {
    /// The store's place, as it is shown in the header.
    public var storeName: String
    /// What the terminal can show.
    public var abilities: TerminalAbilities
    /// Whether colours are unwanted (`NO_COLOR`).
    public var isColorless: Bool
    /// Whether the terminal's background is light.
    public var isLight: Bool
    /// Whether nothing may be changed.
    public var isReadOnly: Bool
    /// Whether a worker is being started beside the first frame.
    public var startsWorker: Bool
    /// The keys.
    public var keys: KeyTable
    /// What a job may ask for, for the check of what is written in the form.
    public var safety = SafetyPolicy()

    /// Colours and the standard keys unless told otherwise.
    public init(
        storeName: String, abilities: TerminalAbilities = TerminalAbilities(), isColorless: Bool = false,
        isLight: Bool = false, isReadOnly: Bool = false, startsWorker: Bool = false, keys: KeyTable = .standard
    ) {
        self.storeName = storeName
        self.abilities = abilities
        self.isColorless = isColorless
        self.isLight = isLight
        self.isReadOnly = isReadOnly
        self.startsWorker = startsWorker
        self.keys = keys
    }
}
