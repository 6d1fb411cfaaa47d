public import JobCore

/// Who is told of ended jobs, and how that went.
public struct NotificationReport: Equatable, Sendable {
    /// What the configuration says.
    public struct Settings: Equatable, Sendable {
        /// What the worker tells.
        public var rules: [NotifyRule]
        /// What the console runs for a watched job; empty means nothing.
        public var command: [String]
        /// The configuration file.
        public var path: String

        /// Puts it together.
        public init(rules: [NotifyRule], command: [String], path: String) {
            self.rules = rules
            self.command = command
            self.path = path
        }
    }

    /// What the configuration says.
    public var settings: Settings
    /// Notices of the last week that were given up.
    public var failed: Int
    /// Notices that wait for another try.
    public var retrying: Int
    /// What the newest of both said.
    public var error: String?
    /// The newest lines of the journal about failures, newest first.
    public var failures: [JobEvent]

    /// Puts it together.
    public init(
        settings: Settings, failed: Int = 0, retrying: Int = 0, error: String? = nil, failures: [JobEvent] = []
    ) {
        self.settings = settings
        self.failed = failed
        self.retrying = retrying
        self.error = error
        self.failures = failures
    }
}
