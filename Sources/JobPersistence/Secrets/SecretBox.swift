import Foundation
import GRDB
import JobCore
import Synchronization

/// Seals and opens the secret values of one store. The key is read, or made, when the first value needs it.
final class SecretBox: Sendable {
    /// Where the key lies; named by `berth doctor`.
    let keyPath: String
    private let store: StoreID
    private let key = Mutex<SealingKey?>(nil)

    init(keyPath: String, store: StoreID) {
        self.keyPath = keyPath
        self.store = store
    }

    /// Seals a value of a variable that belongs to `owner` (a job's or template's UUID).
    func seal(_ value: String, name: String, owner: UUID, _ db: Database) throws -> Data {
        try currentKey(db, isCreating: true).seal(Array(value.utf8), context: context(name, owner))
    }

    /// Opens a value.
    func open(_ sealed: Data, name: String, owner: UUID, _ db: Database) throws -> String {
        let key = try currentKey(db, isCreating: false)
        do {
            return String(decoding: try key.open(sealed, context: context(name, owner)), as: UTF8.self)
        } catch {
            throw StoreError(
                .configuration,
                "The secret '\(name)' cannot be opened with the key in '\(keyPath)'. Submit the job again.")
        }
    }

    private func context(_ name: String, _ owner: UUID) -> String {
        "\(store)/\(owner.uuidString.lowercased())/\(name)"
    }

    /// The key, proven to be the one that the store's values were sealed with.
    private func currentKey(_ db: Database, isCreating: Bool) throws -> SealingKey {
        try key.withLock { held in
            if let held { return held }
            let proof = try Data.fetchOne(db, sql: "SELECT value FROM meta WHERE key = 'key_proof'")
            let loaded = try SealingKey.load(keyPath)
            guard let proof else {
                // Not kept in `held`: the proof is not committed yet.
                let made = try isCreating ? loaded ?? SealingKey.create(keyPath) : loaded
                guard let made else {
                    throw StoreError(.configuration, "The store holds a sealed value but no proof of its key.")
                }
                if isCreating {
                    let sealed = try made.seal(Array("berth".utf8), context: "\(store)")
                    try db.run("INSERT INTO meta (key, value) VALUES ('key_proof', ?)", [sealed])
                }
                return made
            }
            guard let loaded else {
                throw StoreError(
                    .configuration,
                    "The key file '\(keyPath)' is missing, and the store's secrets cannot be read without it. "
                        + "Restore it from a backup.")
            }
            guard (try? loaded.open(proof, context: "\(store)")) != nil else {
                throw StoreError(
                    .configuration,
                    "The key in '\(keyPath)' is not the one that this store's secrets were sealed with. "
                        + "Restore the right one from a backup.")
            }
            held = loaded
            return loaded
        }
    }
}
