import Foundation
public import JobCore
public import JobEngine
public import Logging
import NIOCore

/// Runs containers on a Docker engine, or on Podman's compatible API, here or on another machine.
///
/// A thin layer: it translates between the values of `JobCore` and the Engine API, and knows for each call what a repeat,
/// a conflict and a refusal mean. It keeps nothing that the engine could not be asked for again.
public struct DockerExecutor: Sendable {
    let client: EngineClient
    let memory = EngineMemory()
    /// Who answers, where that is not a process of this machine.
    let sight: RemoteSight
    let cgroups: CgroupUsageReader
    let logins: RegistryLogins
    let logger: Logger

    /// Connects lazily: nothing is called before the first method.
    /// - Parameters:
    ///   - access: where the engine listens, and how it is reached.
    ///   - settings: what bounds an operation.
    ///   - environment: the process environment, for docker's own configuration (`DOCKER_CONFIG`, `PATH`).
    ///   - home: the user's home directory.
    ///   - logger: gets failed calls at debug level, and with `settings.debugMode` all of them.
    /// - Throws: `InvalidInput` when a file of TLS cannot be used, or others could read a key.
    public init(
        _ access: EngineAccess, settings: ExecutorSettings = ExecutorSettings(), environment: [String: String],
        home: String, logger: Logger
    ) throws(InvalidInput) {
        let transport = EngineTransport(
            access, tls: try access.tls?.load(), environment: environment, logger: logger)
        client = EngineClient(transport, settings: settings, logger: logger)
        sight = RemoteSight(transport)
        cgroups = CgroupUsageReader()
        logins = RegistryLogins(environment: environment, home: home)
        self.logger = logger
    }

    /// Runs a call and makes the boundary's error of what goes wrong.
    func perform<Value>(
        _ operation: EngineOperation, _ body: () async throws -> Value
    ) async throws(ExecutorError) -> Value {
        do {
            return try await body()
        } catch {
            throw sentence(operation).error(for: error)
        }
    }

    func sentence(_ operation: EngineOperation) -> ErrorSentence {
        ErrorSentence(operation: operation, host: client.endpoint.description)
    }
}

extension DockerExecutor: ContainerExecutor {
    /// Asks by `GET /containers/{id}/json`; a container that does not exist is an answer.
    /// - Throws: an outage.
    public func inspect(_ id: ExecutionID) async throws(ExecutorError) -> ContainerInspection {
        do {
            let inspection = try await perform(.inspect(id: id.rawValue)) {
                ContainerInspection(try await client.get(WireInspection.self, .inspect(id.rawValue)))
            }
            if !inspection.state.isRunning { memory.note(nil, of: id) }
            return inspection
        } catch  where error.code == .notFound {
            return ContainerInspection(id: id, state: .notFound)
        }
    }

    /// Sends the stop signal and waits for the end, at most `grace` and 15 s; the engine kills after `grace`.
    /// - Throws: the engine's refusal, or an outage.
    public func stop(_ id: ExecutionID, grace: Duration) async throws(ExecutorError) {
        let call = EngineCall(
            method: .post, path: "/containers/\(id.pathComponent)/stop", query: [("t", "\(grace.wholeSeconds)")],
            deadline: grace + .seconds(15))
        try await perform(.stop(id: id.rawValue)) {
            // 304: it does not run. 404: it does not exist.
            _ = try await client.send(call, accepting: [204, 304, 404])
        }
    }

    /// Sends SIGKILL; what does not run is success.
    /// - Throws: the engine's refusal, or an outage.
    public func kill(_ id: ExecutionID) async throws(ExecutorError) {
        let call = EngineCall(
            method: .post, path: "/containers/\(id.pathComponent)/kill", query: [("signal", "SIGKILL")])
        try await perform(.kill(id: id.rawValue)) {
            do {
                _ = try await client.send(call, accepting: [204, 404])
            } catch EngineFailure.status(let status, let message) {
                // 409 from Docker and 500 from Podman also say that it does not run, which the state proves.
                let state = try await inspect(id).state
                guard state.isRunning else { return }
                throw EngineFailure.status(status, message: message)
            }
        }
    }

    /// Lists by `GET /containers/json`, filtered by the store's label.
    /// - Throws: an outage.
    public func list(store: StoreID) async throws(ExecutorError) -> [ContainerSummary] {
        let call = EngineCall(
            path: "/containers/json",
            query: [("all", "1"), ("filters", #"{"label":["\#(IdentityLabels.store)=\#(store)"]}"#)])
        return try await perform(.list) {
            try await client.get([WireSummary].self, call).map { ContainerSummary($0) }
        }
    }

    /// What bounds its operations.
    public var operationSettings: ExecutorSettings { client.settings }

    /// Ends all streams and closes all connections.
    public func close() async {
        await client.close()
    }
}

extension EngineCall {
    static func inspect(_ container: String) -> EngineCall {
        EngineCall(path: "/containers/\(PercentEncoding.encode(container))/json")
    }
}

extension ExecutionID {
    /// As part of a path: what an engine calls a container is its own affair.
    var pathComponent: String { PercentEncoding.encode(rawValue) }
}
