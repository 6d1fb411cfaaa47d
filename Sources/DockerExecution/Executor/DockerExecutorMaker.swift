public import JobCore
public import JobEngine
public import Logging

/// Makes the executors of hosts of kind `docker`.
public struct DockerExecutorMaker: ExecutorMaking {
    private let environment: [String: String]
    private let home: String
    private let settings: ExecutorSettings
    private let logger: Logger

    /// - Parameters:
    ///   - environment: the process environment, for docker's own configuration.
    ///   - home: the user's home directory.
    ///   - settings: what bounds an operation where a host says nothing else.
    public init(
        environment: [String: String], home: String, settings: ExecutorSettings = ExecutorSettings(), logger: Logger
    ) {
        self.environment = environment
        self.home = home
        self.settings = settings
        self.logger = logger
    }

    /// Makes an executor on the host's endpoint, with its options over the maker's settings.
    /// - Throws: `InvalidInput` for an endpoint or a file of TLS that cannot work, and for an option that is none.
    public func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        let known = (ExecutorSettings.keys + EngineAccess.keys).sorted()
        if let key = host.options.keys.sorted().first(where: { !known.contains($0) }) {
            throw InvalidInput(
                key,
                "'\(TextForSentence.shortened(key))' is no setting of a docker host. There are \(known.joined(separator: ", "))."
            )
        }
        var logger = logger
        logger[metadataKey: "host"] = "\(host.name)"
        return try DockerExecutor(
            try EngineAccess(host), settings: try ExecutorSettings(host.options, over: settings),
            environment: environment, home: home, logger: logger)
    }
}
