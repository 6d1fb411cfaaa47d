import Foundation
import Glibc
import JobCore
import JobEngine
import Testing

@testable import JobPersistence

/// Stores that must be refused in words and left as they are.
struct RefusalTests {
    /// Makes a store with a few jobs, closes it, lets `harm` loose on it, and opens it again as a worker.
    private func refusal(_ harm: (StoreDirectory) async throws -> Void) async throws -> (
        StoreError?, StoreDirectory, String
    ) {
        let root = NSTemporaryDirectory() + "/berth-test-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let directory = try StoreDirectory.open(root + "/store")
        let store = try await SQLiteJobStore.open(in: directory, role: .worker, keyPath: TemporaryStore.keyPath(root))
        _ = try await store.submit((0..<50).map { .plain("job-\($0)") }, actor: "kim")
        await store.close()
        try await harm(directory)
        do throws(StoreError) {
            let again = try await SQLiteJobStore.open(
                in: StoreDirectory.open(directory.path), role: .worker, keyPath: TemporaryStore.keyPath(root))
            await again.close()
            return (nil, directory, root)
        } catch {
            return (error, directory, root)
        }
    }

    @Test(
        "F71 I19 a damaged database is refused with the way to restore it, and its bytes are left alone",
        arguments: [0, 100, 4096 * 2, 4096 * 5])
    func damaged(offset: Int) async throws {
        var harmed = Data()
        let (refused, directory, root) = try await refusal { directory in
            harmed = try Data(contentsOf: URL(fileURLWithPath: directory.databasePath))
            for byte in offset..<offset + 60 { harmed[byte] ^= 0xFF }
            try harmed.write(to: URL(fileURLWithPath: directory.databasePath))
            chmod(directory.databasePath, 0o600)
        }
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(refused?.message.contains("is damaged and was left as it is. Restore it from a backup") == true)
        #expect(refused?.message.contains(directory.databasePath) == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: directory.databasePath)) == harmed)
    }

    @Test("F71 a database that is gone while its logs are there is never made anew", arguments: [true, false])
    func missing(isEmpty: Bool) async throws {
        let (refused, directory, root) = try await refusal { directory in
            unlink(directory.databasePath)
            if isEmpty { try Data().write(to: URL(fileURLWithPath: directory.databasePath)) }
            chmod(directory.databasePath, 0o600)
        }
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(refused?.message.contains(isEmpty ? "is empty" : "is missing") == true)
        #expect(FileManager.default.fileExists(atPath: directory.databasePath) == isEmpty)
    }

    @Test(
        "F71 when database or log are deleted while the store is open, nothing more is acknowledged",
        arguments: ["", "-wal"])
    func deletedWhileOpen(suffix: String) async throws {
        try await withStore { context in
            _ = try await context.store.submit([.plain()], actor: "kim")
            unlink(context.directory.databasePath + suffix)
            let refused = await #expect(throws: StoreError.self) {
                _ = try await context.store.submit([.plain()], actor: "kim")
            }
            #expect(refused?.message.contains("were deleted or replaced while it was open") == true)
        }
    }

    @Test("I20 F71 a store of a newer version is refused, naming both")
    func newer() async throws {
        let (refused, _, root) = try await refusal { directory in
            try await RawDatabase(directory.databasePath).execute("PRAGMA user_version = 77")
        }
        defer { try? FileManager.default.removeItem(atPath: root) }
        #expect(refused?.code == .configuration)
        let words = "has schema 77, this version of Berth knows schemas up to \(Schema.version)"
        #expect(refused?.message.contains(words) == true)
    }

    @Test("F72 a read-only file system is refused in words")
    func readOnly() async throws {
        try await withSmallDisk(size: "3m") { disk in
            let directory = try StoreDirectory.open(disk.path + "/store")
            let store = try await SQLiteJobStore.open(
                in: directory, role: .worker, keyPath: TemporaryStore.keyPath(disk.path))
            await store.close()
            try await disk.makeReadOnly()
            let refused = #expect(throws: StoreError.self) { try StoreDirectory.open(directory.path) }
            #expect(refused?.code == .permission)
            #expect(refused?.message.contains("its file system is read-only") == true)
        }
    }

    @Test("F72 network file systems are told from local ones by the table of mounts")
    func networkFileSystems() {
        let mounts = Data(
            """
            36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
            40 35 0:52 / /home rw,relatime shared:7 - nfs4 server:/home rw,vers=4.2
            41 35 0:53 / /far rw,relatime - fuse.sshfs user@host:/ rw,user_id=0

            """.utf8)
        #expect(FileSystemKind.mountedType(device: 52, mounts: mounts) == "nfs4")
        #expect(FileSystemKind.mountedType(device: 98 << 8, mounts: mounts) == "ext3")
        #expect(FileSystemKind.mountedType(device: 99, mounts: mounts) == nil)
        for type in ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "fuse.sshfs", "fuse.rclone"] {
            #expect(FileSystemKind.isNetwork(type), "\(type)")
        }
        for type in ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.fuse-overlayfs"] {
            #expect(!FileSystemKind.isNetwork(type), "\(type)")
        }
    }

    @Test("F75 F67 running out of open files or file size is said in words with the remedy")
    func limitsInWords() {
        let files = SystemFailure("open the log '/x'", number: EMFILE).asStoreError()
        #expect(files.code == .resource)
        #expect(files.message.contains("too many open files; raise the limit (`ulimit -n`)"))
        let size = SystemFailure("write the log '/x'", number: EFBIG).asStoreError()
        #expect(size.message.contains("`ulimit -f`"))
    }
}
