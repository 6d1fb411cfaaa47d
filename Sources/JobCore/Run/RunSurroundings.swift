/// What a request is read in: all that its job depends on beside its words and the templates that it names. Kept with a request
/// that is read again later, where nobody's environment and files are at hand.
public struct RunSurroundings: Hashable, Sendable {
    /// What held where nothing was said.
    public var defaults: JobDefaults
    /// What the owner of the store allowed.
    public var safety: SafetyPolicy
    /// Where `./host` stands.
    public var workingDirectory: String
    /// What `~` means.
    public var home: String
    /// The variables of the person's environment that were looked up and set. Their values may be secrets.
    public var variables: [String: String]
    /// The files that were read, by their absolute paths. They may hold secrets.
    public var files: [String: String]

    /// Puts them together.
    public init(
        defaults: JobDefaults, safety: SafetyPolicy, workingDirectory: String, home: String,
        variables: [String: String] = [:], files: [String: String] = [:]
    ) {
        self.defaults = defaults
        self.safety = safety
        self.workingDirectory = workingDirectory
        self.home = home
        self.variables = variables
        self.files = files
    }
}
