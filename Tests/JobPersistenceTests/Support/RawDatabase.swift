import Foundation
import GRDB

/// Looks at, or harms, a store's database behind the store's back, as another program would.
struct RawDatabase {
    let queue: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        queue = try DatabaseQueue(path: path, configuration: configuration)
    }

    func execute(_ sql: String) async throws {
        try await queue.writeWithoutTransaction { try $0.execute(sql: sql) }
    }

    func text(_ sql: String) async throws -> String? {
        try await queue.writeWithoutTransaction { try String.fetchOne($0, sql: sql) }
    }
}
