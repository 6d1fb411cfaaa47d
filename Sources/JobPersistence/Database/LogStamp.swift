import Glibc

/// When the write-ahead log was written last: every commit writes it, and nobody else does. To look costs a microsecond and
/// takes no connection.
struct LogStamp: Equatable {
    private let inode: ino_t
    private let size: off_t
    private let seconds: time_t
    private let nanoseconds: Int
    /// Whether it can be told from any later one: file systems note times in steps of some milliseconds.
    let isSettled: Bool

    /// `nil` when there is no log.
    init?(databasePath: String) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        var status = stat()
        guard stat(databasePath + "-wal", &status) == 0 else { return nil }
        inode = status.st_ino
        size = status.st_size
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
        let age = Double(now.tv_sec - seconds) + Double(now.tv_nsec - nanoseconds) / 1e9
        isSettled = age > 0.1
    }
}
