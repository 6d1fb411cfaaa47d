import GRDB
import JobCore

/// Tokens come from one counter per store and only grow (QUEUE-04).
enum FencingToken {
    static func next(_ db: Database) throws -> Int64 {
        let token = try db.number("UPDATE meta SET value = value + 1 WHERE key = 'token' RETURNING value")
        guard let token else { throw StoreError(.unknown, "The store has lost its counter of tokens.") }
        return token
    }
}
