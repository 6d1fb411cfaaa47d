import Foundation
public import JobCore
public import JobEngine
import NIOCore

extension DockerExecutor: ContainerBrowsing {
    /// Lists by `GET /containers/json`, without a filter.
    /// - Throws: an outage.
    public func listAll() async throws(ExecutorError) -> [ContainerListing] {
        try await perform(.list) {
            try await client.get([WireListing].self, EngineCall(path: "/containers/json", query: [("all", "1")]))
                .map { ContainerListing($0) }
        }
    }

    /// The answer of `GET /containers/{id}/json`, indented.
    /// - Throws: `notFound`, or an outage.
    public func inspectionText(of id: ExecutionID) async throws(ExecutorError) -> String {
        try await perform(.inspect(id: id.rawValue)) {
            let body = try await client.send(.inspect(id.rawValue)).body
            guard JSONGate.isShallow(body.readableBytesView) else {
                throw EngineFailure.malformed("the JSON is nested too deep")
            }
            let object = try JSONSerialization.jsonObject(with: body.withUnsafeReadableBytes { Data($0) })
            let data = try JSONSerialization.data(
                withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
            return String(decoding: data, as: UTF8.self)
        }
    }

    /// Made of the container's and its image's descriptions; an image that is gone brings nothing.
    /// - Throws: `notFound`, or an outage.
    public func specification(of id: ExecutionID) async throws(ExecutorError) -> JobSpec {
        let wire = try await perform(.inspect(id: id.rawValue)) {
            try await client.get(WireDescription.self, .inspect(id.rawValue))
        }
        return JobSpec(wire, image: try? await inspectImage(wire.image).config)
    }
}
