import Crypto
import Foundation
import Glibc
import JobCore

/// The key that seals secret values at rest (S17, decisions 17): AES-GCM, in a file 0600 outside the store's directory.
struct SealingKey: Sendable {
    private let key: SymmetricKey

    /// Seals a value; only together with `context` can it be opened, so that sealed values cannot be swapped.
    func seal(_ value: [UInt8], context: String) throws -> Data {
        let box = try AES.GCM.seal(value, using: key, authenticating: Array(context.utf8))
        // Only a nonce of another length than the one just made would have no combined form.
        guard let combined = box.combined else { throw CryptoKitError.incorrectParameterSize }
        return combined
    }

    /// Opens what `seal` made.
    func open(_ sealed: Data, context: String) throws -> [UInt8] {
        Array(try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: Array(context.utf8)))
    }

    /// Reads the key.
    ///
    /// - Returns: `nil` when the file does not exist.
    static func load(_ path: String) throws(StoreError) -> SealingKey? {
        let file = Glibc.open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw SystemFailure("open the key file '\(path)'").asStoreError()
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(),
            status.st_mode & 0o077 == 0
        else {
            throw StoreError(
                .permission,
                "The key file '\(path)' must be a plain file of yours that nobody else can read. Run `chmod 600 '\(path)'`."
            )
        }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(file, &buffer, buffer.count)
        let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
        guard let data = Data(base64Encoded: text.trimmingCharacters(in: .whitespacesAndNewlines)), data.count == 32
        else {
            throw StoreError(
                .configuration, "The key file '\(path)' holds no key of 32 bytes in base 64. Restore it from a backup.")
        }
        return SealingKey(key: SymmetricKey(data: data))
    }

    /// Makes a key and its file. When another process makes it at the same time, one of the two keys wins for both.
    static func create(_ path: String) throws(StoreError) -> SealingKey {
        let key = SymmetricKey(size: .bits256)
        let text = key.withUnsafeBytes { Data($0).base64EncodedString() } + "\n"
        let parent = (path as NSString).deletingLastPathComponent
        try? FileManager.default.createDirectory(
            atPath: parent, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let draft = "\(path).\(getpid()).\(UInt32.random(in: 0 ... .max))"
        let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemFailure("make the key file '\(path)'").asStoreError() }
        defer {
            close(file)
            unlink(draft)
        }
        let bytes = Array(text.utf8)
        guard fchmod(file, 0o600) == 0, write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw SystemFailure("write the key file '\(path)'").asStoreError()
        }
        // A link never replaces what is there, as O_EXCL does, but the file under its name is whole from the start.
        guard link(draft, path) == 0 || errno == EEXIST else {
            throw SystemFailure("make the key file '\(path)'").asStoreError()
        }
        guard let stored = try load(path) else {
            throw SystemFailure("read the key file '\(path)'", number: ENOENT).asStoreError()
        }
        return stored
    }
}
