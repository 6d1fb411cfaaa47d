import Foundation
import Glibc
import Testing

/// Runs `body` with a small file system of its own, so that a full or read-only disk is a real one.
///
/// Needs the right to mount; fails, rather than passes unseen, where that is missing.
func withSmallDisk<Value>(size: String, _ body: (SmallDisk) async throws -> Value) async throws -> Value {
    try await withTemporaryDirectory { root in
        let path = root + "/disk"
        mkdir(path, 0o700)
        try #require(
            mount("tmpfs", path, "tmpfs", 0, "size=\(size),mode=0700") == 0,
            "A small disk could not be mounted (\(String(cString: strerror(errno)))); run the tests as root.")
        defer { umount2(path, Int32(2)) }
        return try await body(SmallDisk(path: path, size: size))
    }
}

/// A mounted tmpfs.
struct SmallDisk {
    let path: String
    let size: String
    private var filler: String { path + "/filler" }

    /// Takes all space that is left.
    func fill() {
        let file = open(filler, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(file) }
        let page = [UInt8](repeating: 0x2E, count: 4096)
        while write(file, page, page.count) > 0 {}
    }

    /// Gives it back.
    func empty() {
        unlink(filler)
    }

    /// Remounts it read-only. A process that another test is just starting holds our open files until its exec: with one of
    /// them the kernel refuses (EBUSY), for moments.
    func makeReadOnly() async throws {
        for _ in 0..<1000 {
            if mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "size=\(size)") == 0 { return }
            try #require(errno == EBUSY, "The disk cannot be made read-only: \(String(cString: strerror(errno))).")
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("The disk cannot be made read-only: it is busy for ten seconds.")
    }
}
