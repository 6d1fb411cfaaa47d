import Glibc
import Synchronization

/// How far a file was read, so that any thread can tell whether another process has written to it since.
final class SeenFile: Sendable {
    private let path: String
    private let state = Mutex<(inode: ino_t, size: Int)>((0, 0))

    init(path: String) {
        self.path = path
    }

    func note(inode: ino_t, size: Int) {
        state.withLock { $0 = (inode, size) }
    }

    /// Whether it has grown or was replaced since; takes no lock of the file.
    var hasNews: Bool {
        var there = stat()
        guard stat(path, &there) == 0 else { return false }
        return state.withLock { $0.inode != there.st_ino || $0.size != there.st_size }
    }
}
