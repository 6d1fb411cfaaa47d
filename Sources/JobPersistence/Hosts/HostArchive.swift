import Foundation
import GRDB
import JobCore

/// The hosts that are put aside. They lie outside of the table of hosts, so that no list and no router has to leave them out.
struct HostArchive {
    let db: Database

    private static func key(_ name: String) -> String { "archived_host/\(name)" }

    func all() throws -> [ArchivedHost] {
        try db.rows("SELECT value FROM meta WHERE key > 'archived_host/' AND key < 'archived_host0' ORDER BY key")
            .map { try StoredJSON.value($0[0]) }
    }

    func one(_ name: String) throws -> ArchivedHost? {
        try db.row("SELECT value FROM meta WHERE key = ?", [Self.key(name)]).map { try StoredJSON.value($0[0]) }
    }

    func put(_ host: ArchivedHost) throws {
        try db.run(
            "INSERT INTO meta (key, value) VALUES (?, ?)", [Self.key(host.host.name), try StoredJSON.text(host)])
    }

    /// Answers what it was.
    func take(_ name: String) throws -> ArchivedHost? {
        guard let host = try one(name) else { return nil }
        try db.run("DELETE FROM meta WHERE key = ?", [Self.key(name)])
        return host
    }
}
