import DockerExecution
import JobCore
import JobEngine
import Logging
import MockExecution

/// Makes the executor of a host by its kind.
struct ExecutorFactory: ExecutorMaking {
    private let docker: DockerExecutorMaker
    private let storePath: String

    /// - Parameter storePath: where the simulated engines of mock hosts keep their containers.
    init(settings: Settings, storePath: String, logger: Logger) {
        docker = DockerExecutorMaker(
            environment: settings.environment, home: settings.directories.home, settings: settings.file.executors,
            logger: logger)
        self.storePath = storePath
    }

    func makeExecutor(for host: JobHost) throws(InvalidInput) -> any ContainerExecutor {
        switch host.kind {
        case .docker: return try docker.makeExecutor(for: host)
        case .mock:
            _ = try ExecutorSettings(host.options)
            var host = host
            host.options = host.options.filter { !ExecutorSettings.keys.contains($0.key) }
            return try MockExecutor(host: host, statePath: MockExecutor.statePath(inStore: storePath, host: host.name))
        }
    }
}
