public import JobCore
public import JobEngine
public import Logging

/// Makes the executors of hosts of kind `docker`.
public struct DockerExecutorMaker: ExecutorMaking {
    private let environment: [String: String]
    private let home: String
    private let logger: Logger

    /// - Parameters:
    ///   - environment: the process environment, for docker's own configuration.
    ///   - home: the user's home directory.
    public init(environment: [String: String], home: String, logger: Logger) {
        self.environment = environment
        self.home = home
        self.logger = logger
    }

    /// Makes an executor on the host's endpoint.
    /// - Throws: `InvalidInput` for an endpoint that is no unix socket, and for any option: a docker host has none.
    public func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        if let key = host.options.keys.sorted().first {
            throw InvalidInput("--option", "'\(key)' is no setting of a docker host; it has none.")
        }
        var logger = logger
        logger[metadataKey: "host"] = "\(host.name)"
        do throws(ExecutorError) {
            let endpoint = try EngineEndpoint(parsing: host.endpoint)
            return DockerExecutor(endpoint: endpoint, environment: environment, home: home, logger: logger)
        } catch {
            throw InvalidInput("endpoint", error.message)
        }
    }
}
