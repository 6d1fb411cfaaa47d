/// What bounds the operations on a host's engine (BASE-02): a host's own options, over what the configuration file says
/// for all hosts, over these defaults. They bound one operation and its repeats, never a job.
public struct ExecutorSettings: Hashable, Sendable {
    /// The longest time for one operation on an engine with all its repeats. Default 600 s.
    public var timeout = Duration.seconds(600)
    /// How often an operation whose line broke is repeated. Default 5; 0 is allowed.
    public var maxRetries = 5
    /// Whether each call of an engine is logged. Default false.
    public var debugMode = false
    /// So many failures in a row open a host's circuit (BASE-12). Default 5.
    public var failureThreshold = 5

    /// The defaults.
    public init() {}

    /// The options of a host, and the keys of the configuration file, that are read here.
    public static let keys = ["debugMode", "failureThreshold", "maxRetries", "timeout"]

    /// Reads what is given; what is not stays as it was below.
    ///
    /// - Parameters:
    ///   - options: a host's options; those that are not named in `keys` are the executor's own.
    ///   - defaults: what holds without them.
    /// - Throws: `InvalidInput` that names the key, the value and what is allowed (BASE-03).
    public init(_ options: [String: String], over defaults: ExecutorSettings = ExecutorSettings()) throws(InvalidInput)
    {
        self = defaults
        for key in Self.keys {
            if let value = options[key] { try set(key, to: value) }
        }
    }

    /// Sets one of `keys`.
    public mutating func set(_ key: String, to value: String) throws(InvalidInput) {
        let shown = TextForSentence.shortened(value)
        switch key {
        case "timeout":
            guard let duration = try? Duration(parsing: value, field: key), duration >= .seconds(1),
                duration <= .seconds(86_400)
            else { throw InvalidInput(key, "'\(shown)' is out of range. Give 1s to 24h; 600s is the default.") }
            timeout = duration
        case "maxRetries":
            guard let number = Int(value), (0...100).contains(number) else {
                throw InvalidInput(key, "'\(shown)' is out of range. Give 0 to 100; 5 is the default.")
            }
            maxRetries = number
        case "debugMode":
            guard let flag = Bool(value) else { throw InvalidInput(key, "'\(shown)' is neither true nor false.") }
            debugMode = flag
        case "failureThreshold":
            guard let number = Int(value), (1...1000).contains(number) else {
                throw InvalidInput(key, "'\(shown)' is out of range. Give 1 to 1000; 5 is the default.")
            }
            failureThreshold = number
        default:
            throw InvalidInput(
                key,
                "'\(TextForSentence.shortened(key))' is not a setting of executors. Known are: \(Self.keys.joined(separator: ", "))."
            )
        }
    }
}
