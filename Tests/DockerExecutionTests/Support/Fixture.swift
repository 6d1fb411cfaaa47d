import Foundation
import Testing

/// Captured answers of real engines.
enum Fixture {
    static func data(_ engine: String, _ name: String) throws -> Data {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures/\(engine)")
        return try Data(contentsOf: folder.appendingPathComponent(name))
    }

    static func bytes(_ engine: String, _ name: String) throws -> [UInt8] { Array(try data(engine, name)) }

    /// The first line: some files have the status below the body.
    static func firstLine(_ engine: String, _ name: String) throws -> String {
        let text = String(decoding: try data(engine, name), as: UTF8.self)
        return String(text.split(separator: "\n").first ?? "")
    }
}
