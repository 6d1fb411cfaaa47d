public import JobCore
public import JobEngine
import Logging
import NIOCore

extension DockerExecutor {
    /// Makes the container by its name, or adopts the one of the same attempt that has the name already.
    ///
    /// What an older attempt left under the name is removed; what is not of this store is left alone.
    /// - Throws: `resource` for more memory or cores than the host has, `imageNotFound`, `invalidJob`, `conflict` when a
    ///   stranger has the name, or an outage, after which the call is repeated as it was.
    public func prepare(_ order: LaunchOrder) async throws(ExecutorError) -> PreparedContainer {
        let operation = EngineOperation.create(name: order.containerName, image: order.spec.image)
        try checkResources(order, against: try await perform(.information) { try await information() })
        let body = try await makeBody(order, operation)
        var container = try await perform(operation) { try await createOrAdopt(order, body) }
        do {
            try await perform(operation) { try await joinFurtherNetworks(order.spec, container.id) }
        } catch  where !error.isOutage && container.isFresh {
            // Half a container is of no use to anybody, and was made by this very call.
            try? await remove(container.id)
            throw error
        }
        if !container.isFresh { container.warnings = [] }
        return container
    }

    /// Starts a container that was never started; one that runs or has ended is success and left as it is.
    ///
    /// A container counts as fresh only for the first start that is sent: the answer of that one may have been lost.
    /// - Throws: `invalidJob` with exit code 127 or 126 when its command is missing or cannot be executed, `notFound`, or
    ///   an outage.
    public func start(_ container: PreparedContainer) async throws(ExecutorError) {
        let id = container.id
        let operation = EngineOperation.start(id: id.rawValue)
        // A start that was sent may have been done although its answer was lost: then only the state tells.
        let isFirst = memory.noteStart(of: id)
        if !(container.isFresh && isFirst) {
            let state = try await inspect(id).state
            switch state {
            case .created: break
            // It was started, and an exited one is never run again.
            case .running, .exited: return
            case .notFound:
                throw ExecutorError(.notFound, sentence(operation).sentence("it does not exist any more"))
            case .dead(let reason): throw ExecutorError(.conflict, sentence(operation).sentence(reason))
            case .unknown(let word):
                throw ExecutorError(.unknown, sentence(operation).sentence("its state is '\(word)'"))
            }
        }
        let call = EngineCall(
            method: .post, path: "/containers/\(id.pathComponent)/start", deadline: .seconds(60))
        do {
            _ = try await client.send(call, accepting: [204, 304])
        } catch EngineFailure.status(let status, let message) {
            try await explainFailedStart(id, status, message)
        } catch {
            throw sentence(operation).error(for: error)
        }
    }

    /// A refused start leaves the container `created`, with the shell's exit code and the runtime's words in its state.
    private func explainFailedStart(_ id: ExecutionID, _ status: Int, _ message: String) async throws(ExecutorError) {
        let sentence = sentence(.start(id: id.rawValue))
        let refusal = sentence.error(for: EngineFailure.status(status, message: message))
        guard !refusal.isOutage else { throw refusal }
        let wire: WireInspection
        do {
            wire = try await client.get(WireInspection.self, .inspect(id.rawValue))
        } catch {
            throw refusal
        }
        let inspection = ContainerInspection(wire)
        switch inspection.state {
        case .running, .exited:
            // The refusal was about a second start: the first one was done.
            return
        default: break
        }
        // A server error that left no mark on the container did not come from its start: a proxy, or an engine in trouble.
        if status >= 500, inspection.startError == nil, try await isDocker {
            throw ExecutorError(.connection, refusal.message, cause: refusal.cause)
        }
        guard let code = wire.state.exitCode, code == 126 || code == 127 else { throw refusal }
        let what = code == 127 ? "its command was not found" : "its command cannot be executed"
        throw ExecutorError(
            .invalidJob,
            sentence.sentence("\(what) in the image; the engine says: \(message)", remedy: "Check the command."),
            exitCode: code, cause: message)
    }

    private var isDocker: Bool {
        get async throws(ExecutorError) {
            try await perform(.ping) { try await client.session().dialect == .docker }
        }
    }

    // MARK: Creating

    private func makeBody(_ order: LaunchOrder, _ operation: EngineOperation) async throws(ExecutorError) -> ByteBuffer
    {
        let hasInit = try await decideInit(order.spec)
        var gpus: DeviceInterfaceGPUs?
        if order.spec.limits.gpus != nil {
            gpus = DeviceInterfaceGPUs(try await perform(.information) { try await information() })
        }
        return try await perform(operation) { [gpus] in
            let session = try await client.session()
            return try JSONGate.encode(
                CreateBody(order, dialect: session.dialect, initProcess: hasInit, gpus: gpus))
        }
    }

    /// The engine gives a name away at the beginning of a create and shows the container at its end: a name that is taken
    /// by nothing belongs to a create that still goes on, ours perhaps, whose answer was lost. It is waited for.
    private func createOrAdopt(_ order: LaunchOrder, _ body: ByteBuffer) async throws -> PreparedContainer {
        let limit = ContinuousClock.now + Self.createLimit
        while true {
            do {
                return try await create(order, body)
            } catch let failure as EngineFailure {
                guard try await client.session().dialect.isNameConflict(failure) else { throw failure }
                if let adopted = try await adopt(order) { return adopted }
                guard ContinuousClock.now < limit else { throw failure }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    private static let createLimit = Duration.seconds(60)

    private func create(_ order: LaunchOrder, _ body: ByteBuffer) async throws -> PreparedContainer {
        var query = [("name", order.containerName)]
        if let platform = order.spec.platform { query.append(("platform", platform)) }
        let call = EngineCall(
            method: .post, path: "/containers/create", query: query, body: body, deadline: Self.createLimit)
        do {
            let created = try await client.get(WireCreated.self, call)
            return PreparedContainer(id: ExecutionID(created.id), isFresh: true, warnings: created.warnings ?? [])
        } catch let failure as EngineFailure {
            if case .status(404, _) = failure { memory.forget(image: order.spec.image) }
            throw failure
        }
    }

    /// Looks at the container that has the name already (DOCK-07, F42).
    /// - Returns: nil when the name is free again.
    private func adopt(_ order: LaunchOrder) async throws -> PreparedContainer? {
        let wire: WireInspection
        do {
            wire = try await client.get(WireInspection.self, .inspect(order.containerName))
        } catch EngineFailure.status(404, _) {
            return nil
        }
        let labels = IdentityLabels(wire.config?.labels ?? [:])
        guard labels.store == order.identity.store.description else {
            throw ExecutorError(
                .conflict,
                sentence(.create(name: order.containerName, image: order.spec.image)).sentence(
                    "container '\(wire.id.prefix(12))', which is not of this store, has the name",
                    remedy: "Remove or rename it."))
        }
        if labels.attempt == order.identity.attempt {
            return PreparedContainer(id: ExecutionID(wire.id), isFresh: false)
        }
        try await remove(ExecutionID(wire.id))
        return nil
    }

    /// Networks beyond the first: engines before API 1.44 take only one at creation.
    private func joinFurtherNetworks(_ spec: JobSpec, _ id: ExecutionID) async throws {
        for network in spec.networks.dropFirst() {
            let body = try JSONGate.encode(NetworkJoin(container: id.rawValue, endpoint: CreateBody.Endpoint(network)))
            let call = EngineCall(
                method: .post, path: "/networks/\(PercentEncoding.encode(network.name))/connect", body: body)
            do {
                _ = try await client.send(call)
            } catch EngineFailure.status(let status, let message) where message.contains("already exists in network") {
                // An earlier try of this attempt joined it.
                logger.debug("already joined", metadata: ["network": "\(network.name)", "status": "\(status)"])
            }
        }
    }
}

/// The answer of a create.
struct WireCreated: Decodable, Sendable {
    let id: String
    let warnings: [String]?
    private enum CodingKeys: String, CodingKey { case id = "Id", warnings = "Warnings" }
}

/// The body of `POST /networks/{id}/connect`.
struct NetworkJoin: Encodable, Sendable {
    let container: String
    let endpoint: CreateBody.Endpoint
    private enum CodingKeys: String, CodingKey { case container = "Container", endpoint = "EndpointConfig" }
}
