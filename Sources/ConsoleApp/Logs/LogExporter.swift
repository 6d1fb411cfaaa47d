import ConsoleUI
import Dispatch
import Foundation
import JobCore
import JobEngine

/// Writes whole logs to files: for keeping, for a pager, for an editor. What it holds in memory does not grow with the
/// log.
struct LogExporter {
    let makeReader: @Sendable (AttemptID) async throws -> any LogReader

    private static let recordsPerRead = 8192
    private static let bytesPerRead = 1 << 20
    private static let queue = DispatchQueue(label: "berth.console.files", attributes: .concurrent)

    /// Saves all bytes of a log, in the order of their arrival. The file appears whole or not at all.
    func save(_ attempt: AttemptID, path: String, overwrites: Bool) async -> ConsoleReply {
        let place = (path as NSString).expandingTildeInPath
        do {
            if !overwrites, try await Self.blocking({ access(place, F_OK) == 0 }) {
                return .fileExists(path: path, .saveLog(attempt, path: path, overwrites: true))
            }
            let part = try await write(attempt, near: place + ".", isSafe: false)
            let code = try await Self.blocking { Self.move(part, to: place, overwrites: overwrites) }
            if code == EEXIST { return .fileExists(path: path, .saveLog(attempt, path: path, overwrites: true)) }
            if code != 0 { throw LogFileError(code: code) }
            let progress = try await makeReader(attempt).progress()
            let missing = progress.missingLines > 0 ? " \(progress.missingLines) lines are missing in it (quota)." : ""
            let size = ByteCount.bytes(progress.bytes - progress.missingBytes)
            return .done("Saved \(progress.lines - progress.missingLines) lines (\(size)) to '\(path)'.\(missing)")
        } catch let error as LogFileError {
            return .refused("Could not write '\(path)': \(error.reason). Choose another place.")
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// Makes a file that only this user can read, for a program to show.
    func prepare(_ attempt: AttemptID, for tool: LogTool) async -> ConsoleReply {
        let folder = FileManager.default.temporaryDirectory.path
        do {
            let name = "\(folder)/berth-\(attempt.job)-\(attempt.number)-"
            return .viewable(path: try await write(attempt, near: name, isSafe: tool == .pager), tool)
        } catch let error as LogFileError {
            return .refused("Could not write a file in '\(folder)': \(error.reason).")
        } catch {
            return .refused(String(describing: error))
        }
    }

    /// Writes a log into a new file, and removes it again when that fails.
    private func write(_ attempt: AttemptID, near name: String, isSafe: Bool) async throws -> String {
        let reader = try await makeReader(attempt)
        let file = try await Self.blocking { try LogFile(near: name) }
        do {
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
            try await Self.blocking {
                try file.write(rest)
                try file.close()
            }
            return file.path
        } catch {
            file.remove()
            throw error
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
