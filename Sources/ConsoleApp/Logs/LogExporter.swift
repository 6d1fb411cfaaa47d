import ConsoleUI
import Dispatch
import Foundation
import JobCore
import JobEngine

/// Writes whole logs to files: for keeping, for a pager, for an editor. Several are put together by time, each line with
/// its job before it. What it holds in memory does not grow with the logs.
struct LogExporter {
    let makeReader: @Sendable (AttemptID) async throws -> any LogReader

    private static let recordsPerRead = 8192
    private static let bytesPerRead = 1 << 20
    private static let queue = DispatchQueue(label: "berth.console.files", attributes: .concurrent)

    /// Saves all bytes of a log in the order of their arrival, or all lines of several. The file appears whole or not at all.
    func save(_ sources: [LogSource], path: String, overwrites: Bool) async -> ConsoleReply {
        let place = (path as NSString).expandingTildeInPath
        let again = ConsoleRequest.saveLog(sources, path: path, overwrites: true)
        do {
            if !overwrites, try await Self.blocking({ access(place, F_OK) == 0 }) {
                return .fileExists(path: path, again)
            }
            let part = try await write(sources, near: place + ".", isSafe: false)
            let code = try await Self.blocking { Self.move(part, to: place, overwrites: overwrites) }
            if code == EEXIST { return .fileExists(path: path, again) }
            if code != 0 { throw LogFileError(code: code) }
            return .done(try await summary(sources, path))
        } catch let error as LogFileError {
            return .refused("Could not write '\(path)': \(error.reason). Choose another place.")
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// Makes a file that only this user can read, for a program to show.
    func prepare(_ sources: [LogSource], for tool: LogTool) async -> ConsoleReply {
        let folder = FileManager.default.temporaryDirectory.path
        do {
            let name = "\(folder)/berth-\(LogSource.fileName(of: sources))-"
            return .viewable(path: try await write(sources, near: name, isSafe: tool == .pager), tool)
        } catch let error as LogFileError {
            return .refused("Could not write a file in '\(folder)': \(error.reason).")
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// What was saved, in words.
    private func summary(_ sources: [LogSource], _ path: String) async throws -> String {
        var (lines, missing, bytes): (Int64, Int64, Int64) = (0, 0, 0)
        for source in sources {
            let progress = try await makeReader(source.attempt).progress()
            lines += progress.lines - progress.missingLines
            missing += progress.missingLines
            bytes += progress.bytes - progress.missingBytes
        }
        let logs = sources.count == 1 ? "" : "of \(sources.count) logs "
        return "Saved \(lines) lines \(logs)(\(ByteCount.bytes(bytes))) to '\(path)'."
            + (missing > 0 ? " \(missing) lines are missing in it (quota)." : "")
    }

    /// Writes logs into a new file, and removes it again when that fails.
    private func write(_ sources: [LogSource], near name: String, isSafe: Bool) async throws -> String {
        let file = try await Self.blocking { try LogFile(near: name) }
        do {
            if sources.count == 1 {
                try await copy(sources[0].attempt, to: file, isSafe: isSafe)
            } else {
                try await merge(sources, to: file, isSafe: isSafe)
            }
            try await Self.blocking { try file.close() }
            return file.path
        } catch {
            file.remove()
            throw error
        }
    }

    private func copy(_ attempt: AttemptID, to file: LogFile, isSafe: Bool) async throws {
        let reader = try await makeReader(attempt)
        var text = ColoredLogText()
        var index: Int64 = 0
        while let block = try await reader.block(
            from: index, limit: Self.recordsPerRead, maxBytes: Self.bytesPerRead)
        {
            let bytes = isSafe ? text.bytes(of: block) : block.bytes
            try await Self.blocking { try file.write(bytes) }
            index = block.endIndex
        }
        let rest = text.rest()
        try await Self.blocking { try file.write(rest) }
    }

    /// The earlier line first; of lines with the same time, that of the earlier log.
    private func merge(_ sources: [LogSource], to file: LogFile, isSafe: Bool) async throws {
        let labels = sources.map { "\($0.attempt.job) \(TerminalSafe.text($0.name))" }
        let width = labels.map(DisplayWidth.columns(of:)).max() ?? 0
        let prefixes = labels.map { Array((DisplayWidth.padded($0, to: width) + " | ").utf8) }
        var feeds: [LineFeed] = []
        for source in sources { feeds.append(LineFeed(try await makeReader(source.attempt))) }
        var output: [UInt8] = []
        while true {
            var due: (feed: Int, line: LineFeed.Line)?
            for index in feeds.indices {
                try await feeds[index].fill()
                guard let line = feeds[index].first else { continue }
                if let best = due, best.line.time <= line.time { continue }
                due = (index, line)
            }
            if due == nil || output.count >= Self.bytesPerRead {
                let bytes = output
                try await Self.blocking { try file.write(bytes) }
                output.removeAll(keepingCapacity: true)
            }
            guard let due else { return }
            feeds[due.feed].removeFirst()
            output += prefixes[due.feed]
            output += isSafe ? ColoredLogText.line(due.line.bytes) : due.line.bytes
            output.append(0x0A)
        }
    }

    /// Gives a file its place, at once and whole; answers the error's number.
    private static func move(_ part: String, to place: String, overwrites: Bool) -> Int32 {
        // A link is made only where there is nothing, a new name takes the place of what is there.
        let code = (overwrites ? rename(part, place) : link(part, place)) == 0 ? 0 : errno
        if !overwrites || code != 0 { unlink(part) }
        return code
    }

    /// Files can block; the threads of tasks must not.
    private static func blocking<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Result(catching: body)) }
        }.get()
    }
}
