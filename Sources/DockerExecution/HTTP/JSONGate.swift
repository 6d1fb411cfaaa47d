import Foundation
import NIOCore

/// Decodes what an engine sends, after a look at its shape: a peer may send anything.
enum JSONGate {
    /// Deeper than anything the Engine API sends (inspect: 7 levels).
    static let maximumDepth = 64

    /// Decodes one JSON value.
    /// - Throws: `EngineFailure.malformed` with the reason.
    static func decode<Value: Decodable>(_ type: Value.Type, from body: ByteBuffer) throws -> Value {
        guard isShallow(body.readableBytesView) else {
            throw EngineFailure.malformed("the JSON is nested more than \(maximumDepth) levels deep")
        }
        do {
            return try JSONDecoder().decode(type, from: body.withUnsafeReadableBytes { Data($0) })
        } catch let error as DecodingError {
            throw EngineFailure.malformed(reason(error))
        } catch {
            throw EngineFailure.malformed("\(error)")
        }
    }

    static func encode(_ value: some Encodable) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        return ByteBuffer(bytes: try encoder.encode(value))
    }

    /// Whether no bracket outside of a string is nested beyond `maximumDepth`.
    static func isShallow(_ bytes: some Collection<UInt8>) -> Bool {
        let result = bytes.withContiguousStorageIfAvailable { storage -> Bool in
            var depth = 0
            var isInString = false
            var index = 0
            while index < storage.count {
                switch storage[index] {
                case UInt8(ascii: "\\") where isInString: index += 1
                case UInt8(ascii: "\""): isInString.toggle()
                case UInt8(ascii: "["), UInt8(ascii: "{"):
                    if !isInString { depth += 1 }
                    if depth > maximumDepth { return false }
                case UInt8(ascii: "]"), UInt8(ascii: "}"):
                    if !isInString { depth -= 1 }
                default: break
                }
                index += 1
            }
            return true
        }
        return result ?? isShallow(Array(bytes))
    }

    private static func reason(_ error: DecodingError) -> String {
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            let path = context.codingPath.map(\.stringValue).joined(separator: ".")
            return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
        @unknown default:
            return "\(error)"
        }
    }
}
