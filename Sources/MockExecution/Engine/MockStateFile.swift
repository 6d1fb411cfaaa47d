import Foundation
import Glibc
import JobCore

/// The file in which a simulated engine lives, so that its containers outlast the worker and every process on the store
/// sees the same ones (MOCK-13): one JSON record a line, appended under a lock.
///
/// What a real engine's daemon would keep must only outlast a process, not the machine: nothing is flushed to the disk.
/// Every call blocks; it belongs on a queue of its own.
final class MockStateFile {
    let path: String
    /// How far this process has read.
    let seen: SeenFile
    private var descriptor: Int32 = -1
    private var offset = 0
    private var records = 0
    private var inode: ino_t = 0
    /// Changes with every record that was read or written.
    private(set) var revision = 0

    /// A file with more records than this is compacted once few of them are needed.
    private static let compactionThreshold = 4096

    init(path: String) {
        self.path = path
        seen = SeenFile(path: path)
    }

    deinit {
        close()
    }

    /// Takes the lock, brings `state` up to date, appends what `change` returns, and gives the lock back.
    func transaction<Result>(
        _ state: inout MockState,
        _ change: (MockState) throws(ExecutorError) -> (records: [MockRecord], result: Result)
    ) throws(ExecutorError) -> Result {
        try lock(&state)
        defer {
            seen.note(inode: inode, size: offset)
            flock(descriptor, LOCK_UN)
        }
        try readNews(into: &state)
        let (changes, result) = try change(state)
        try append(changes)
        for record in changes { state.apply(record) }
        // The change is made; a file that could not be compacted now is only longer, and is tried again.
        try? compactIfWorthwhile(state)
        return result
    }

    /// Frees the descriptor; the next transaction opens the file again.
    func close() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    // MARK: - Opening

    /// Another process may compact the file, which replaces it: a lock counts only while the path still leads to what is
    /// locked.
    private func lock(_ state: inout MockState) throws(ExecutorError) {
        while true {
            if descriptor < 0 { try open(&state) }
            try waitForLock()
            var here = stat()
            var there = stat()
            guard fstat(descriptor, &here) == 0 else { throw failure("read") }
            if stat(path, &there) == 0, here.st_ino == there.st_ino, here.st_dev == there.st_dev {
                inode = here.st_ino
                return
            }
            close()
        }
    }

    private func waitForLock() throws(ExecutorError) {
        for _ in 0..<5000 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failure("lock") }
            usleep(1000)
        }
        throw ExecutorError(
            .timeout, "Could not use the mock engine's file '\(path)': another process has held its lock for 5 s.")
    }

    private func open(_ state: inout MockState) throws(ExecutorError) {
        let directory = (path as NSString).deletingLastPathComponent
        if mkdir(directory, 0o700) != 0, errno != EEXIST { throw failure("make the directory of") }
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure("open") }
        state = MockState()
        offset = 0
        records = 0
    }

    // MARK: - Reading

    private func readNews(into state: inout MockState) throws(ExecutorError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure("read") }
        var news = [UInt8](repeating: 0, count: max(0, status.st_size - offset))
        var filled = 0
        while filled < news.count {
            let count = news.withUnsafeMutableBytes { buffer in
                pread(
                    descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled, offset + filled)
            }
            guard count > 0 else { throw failure("read") }
            filled += count
        }
        var whole = news[...]
        if let last = news.lastIndex(of: 0x0A) { whole = news[...last] } else { whole = [] }
        if whole.count < news.count {
            // Nobody else writes while we hold the lock: half a line is what a killed writer left.
            guard ftruncate(descriptor, offset + whole.count) == 0 else { throw failure("repair") }
        }
        let decoder = JSONDecoder()
        for line in whole.split(separator: 0x0A) {
            guard let record = try? decoder.decode(MockRecord.self, from: Data(line)) else {
                throw ExecutorError(
                    .configuration,
                    "Could not read line \(records + 1) of the mock engine's file '\(path)'. Remove the file; its jobs then count as lost."
                )
            }
            state.apply(record)
            records += 1
            revision += 1
        }
        offset += whole.count
    }

    // MARK: - Writing

    private func append(_ changes: [MockRecord]) throws(ExecutorError) {
        guard !changes.isEmpty else { return }
        let bytes = try Self.lines(changes)
        do {
            try write(bytes, to: descriptor)
        } catch {
            // Without half a line the file is as it was.
            ftruncate(descriptor, offset)
            throw error
        }
        offset += bytes.count
        records += changes.count
        revision += changes.count
    }

    private func compactIfWorthwhile(_ state: MockState) throws(ExecutorError) {
        guard records > Self.compactionThreshold, records > 8 * state.containers.count else { return }
        let bytes = try Self.lines([.report(state.report)] + state.containers.values.map(MockRecord.container))
        let draft = path + ".new"
        unlink(draft)
        let new = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard new >= 0 else { throw failure("compact") }
        defer { Glibc.close(new) }
        try write(bytes, to: new)
        guard rename(draft, path) == 0 else { throw failure("compact") }
    }

    private func write(_ bytes: [UInt8], to file: Int32) throws(ExecutorError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(file, buffer.baseAddress?.advanced(by: written), buffer.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure("write") }
            written += count
        }
    }

    private static func lines(_ records: [MockRecord]) throws(ExecutorError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        var bytes: [UInt8] = []
        do {
            for record in records {
                bytes.append(contentsOf: try encoder.encode(record))
                bytes.append(0x0A)
            }
        } catch {
            throw ExecutorError(.unknown, "Could not write down a container of the mock engine.", cause: "\(error)")
        }
        return bytes
    }

    private func failure(_ action: String) -> ExecutorError {
        let reason = String(cString: strerror(errno))
        return ExecutorError(
            errno == ENOSPC ? .resource : .configuration,
            "Could not \(action) the mock engine's file '\(path)': \(reason). Check the store's directory.")
    }
}
