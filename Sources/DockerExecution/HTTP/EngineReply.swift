import NIOCore
import NIOHTTP1

/// A complete answer of the engine, read to its end.
struct EngineReply: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: ByteBuffer
}
