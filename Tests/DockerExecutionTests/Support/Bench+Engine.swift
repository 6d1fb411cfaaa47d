import Foundation
import JobCore
import NIOCore

@testable import DockerExecution

extension Bench {
    /// The store's containers on the engine.
    func containers() async throws -> [ContainerSummary] {
        try await executor.list(store: store)
    }

    /// The engine's whole answer about a container, for what the product itself has no use for.
    func rawInspect(_ id: ExecutionID) async throws -> String {
        let reply = try await executor.client.send(.inspect(id.rawValue))
        return String(buffer: reply.body)
    }

    /// Any call, to set up what a test needs around the product.
    @discardableResult
    func call(_ method: String, _ path: String, _ body: String?) async throws -> String {
        let call = EngineCall(
            method: EngineCall.Method(rawValue: method) ?? .get, path: path, body: body.map { ByteBuffer(string: $0) })
        return String(buffer: try await executor.client.send(call).body)
    }
}
