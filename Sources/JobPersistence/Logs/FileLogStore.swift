import Foundation
import Glibc
public import JobCore
public import JobEngine

/// Logs as files (architecture.md 5): `logs/<job>/<attempt>/0000.log` holds the raw bytes of both streams in the order of
/// their arrival, `0000.idx` beside it what belongs to which line, stream and time. A new pair is begun at 64 MiB.
public struct FileLogStore: LogStore {
    private let path: String
    private let crc = CRC32()

    /// The logs of a store.
    public init(_ directory: StoreDirectory) {
        path = directory.logsPath
    }

    /// Opens the log of an attempt for writing: makes it, or repairs what a crash left and goes on behind it.
    ///
    /// - Throws: `resource` when the disk is full or too many files are open, `permission` when a link lies in the way.
    public func writer(for attempt: AttemptID, limits: LogLimits) async throws(StoreError) -> any LogWriter {
        let tail = try await BlockingWork.run { [path, crc] () throws(StoreError) in
            let job = try Self.make("\(path)/\(attempt.job)", in: path)
            guard let directory = try OpenFile.directory(try Self.make("\(job)/\(attempt.number)", in: job)) else {
                throw SystemFailure("open the log of attempt \(attempt)", number: ENOENT).asStoreError()
            }
            let recovered = try LogRecovery(directory: directory, crc: crc).recover()
            return LogTail(recovered, directory: directory, limits: limits, crc: crc)
        }
        return FileLogWriter(tail)
    }

    /// Opens the log of an attempt for reading, also while it is written. An attempt without a log reads as an empty one.
    public func reader(for attempt: AttemptID) async throws(StoreError) -> any LogReader {
        FileLogReader(LogView(path: "\(path)/\(attempt.job)/\(attempt.number)", crc: crc))
    }

    /// Deletes the logs of all attempts of a job. A job without logs is success.
    public func removeLogs(of job: JobNumber) async throws(StoreError) {
        try await BlockingWork.run { [path] () throws(StoreError) in
            let directory = "\(path)/\(job)"
            var status = stat()
            guard lstat(directory, &status) == 0 else { return }
            do {
                try FileManager.default.removeItem(atPath: directory)
            } catch {
                throw StoreError(
                    .permission, "Could not delete the logs in '\(directory)'. Check owner and mode.",
                    cause: String(describing: error))
            }
        }
    }

    /// What the logs of each job take on disk, and when they were written last.
    public func holdings() async throws(StoreError) -> [JobNumber: LogHolding] {
        try await BlockingWork.run { [path] () throws(StoreError) in
            var holdings: [JobNumber: LogHolding] = [:]
            guard let names = FileManager.default.enumerator(atPath: path) else { return [:] }
            for case let name as String in names {
                var status = stat()
                guard let job = Int64(name.prefix { $0 != "/" }).map(JobNumber.init(_:)),
                    lstat("\(path)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG
                else { continue }
                let writtenAt = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
                let before = holdings[job]
                holdings[job] = LogHolding(
                    size: .bytes((before?.size.rawValue ?? 0) + Int64(status.st_size)),
                    writtenAt: max(before?.writtenAt ?? writtenAt, writtenAt))
            }
            return holdings
        }
    }

    /// Makes a directory 0700 whatever the umask is, and its entry durable.
    ///
    /// - Returns: its path.
    private static func make(_ path: String, in parent: String) throws(StoreError) -> String {
        guard mkdir(path, 0o700) == 0 else {
            if errno == EEXIST { return path }
            throw SystemFailure("make the log directory '\(path)'").asStoreError()
        }
        guard chmod(path, 0o700) == 0 else {
            throw SystemFailure("set the mode of the log directory '\(path)'").asStoreError()
        }
        try OpenFile.directory(parent)?.sync()
        return path
    }
}
