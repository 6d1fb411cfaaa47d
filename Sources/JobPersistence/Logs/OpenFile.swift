import Glibc
import JobCore

/// A file or directory that is open; closed with its last reference. Calls block.
final class OpenFile: Sendable {
    let descriptor: Int32
    /// For messages.
    let path: String

    private init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Opens a directory, never through a link.
    ///
    /// - Returns: `nil` when it does not exist.
    static func directory(_ path: String) throws(StoreError) -> OpenFile? {
        let descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        if descriptor >= 0 { return OpenFile(descriptor: descriptor, path: path) }
        if errno == ENOENT { return nil }
        throw SystemFailure("open the log directory '\(path)'").asStoreError()
    }

    /// Opens a file in this directory, never through a link.
    ///
    /// - Parameter flags: `O_RDONLY`, or `O_RDWR` with or without `O_CREAT`.
    /// - Returns: `nil` when it does not exist and is not to be made.
    func file(_ name: String, _ flags: Int32) throws(StoreError) -> OpenFile? {
        let file = openat(descriptor, name, flags | O_NOFOLLOW | O_CLOEXEC, 0o600)
        if file >= 0 {
            let opened = OpenFile(descriptor: file, path: "\(path)/\(name)")
            if flags & O_CREAT != 0, fchmod(file, 0o600) != 0 { throw opened.failure("set the mode of") }
            return opened
        }
        if errno == ENOENT, flags & O_CREAT == 0 { return nil }
        throw SystemFailure("open the log '\(path)/\(name)'").asStoreError()
    }

    func size() throws(StoreError) -> Int64 {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("examine") }
        return Int64(status.st_size)
    }

    /// Writes all bytes at `offset`.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(StoreError) {
        var done = 0
        while done < bytes.count {
            let part = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = pwrite(descriptor, part.baseAddress, part.count, off_t(offset) + off_t(done))
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw failure("write")
            }
        }
    }

    /// Reads up to `count` bytes at `offset`; fewer at the end of the file.
    func read(_ count: Int, at offset: Int64) throws(StoreError) -> [UInt8] {
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: max(0, count)) { buffer, filled in
            while filled < count {
                let got = pread(
                    descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset) + off_t(filled))
                if got > 0 {
                    filled += got
                } else if got == 0 {
                    break
                } else if errno != EINTR {
                    failed = true
                    break
                }
            }
        }
        if failed { throw failure("read") }
        return bytes
    }

    func truncate(to size: Int64) throws(StoreError) {
        guard ftruncate(descriptor, off_t(size)) == 0 else { throw failure("cut") }
    }

    /// Makes its contents durable.
    func sync() throws(StoreError) {
        guard fsync(descriptor) == 0 else { throw failure("make durable") }
    }

    private func failure(_ action: String) -> StoreError {
        SystemFailure("\(action) the log '\(path)'").asStoreError()
    }
}
