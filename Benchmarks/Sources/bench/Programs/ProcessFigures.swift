import Foundation
import Glibc

/// What the kernel says about a running process.
struct ProcessFigures: Sendable {
    /// User and system time since its start.
    let cpu: Duration
    /// Resident set, bytes.
    let resident: Int64
    /// The largest resident set so far, bytes.
    let peakResident: Int64
    /// Its share of memory: pages shared with other processes count in part. Bytes.
    let proportional: Int64
    let threads: Int
    let descriptors: Int

    /// Reads `/proc`.
    init(pid: pid_t) throws {
        let status = try Self.fields("/proc/\(pid)/status")
        let memory = try Self.fields("/proc/\(pid)/smaps_rollup")
        resident = (status["VmRSS"] ?? 0) * 1024
        peakResident = (status["VmHWM"] ?? 0) * 1024
        threads = Int(status["Threads"] ?? 0)
        proportional = (memory["Pss"] ?? 0) * 1024
        descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/fd").count) ?? 0
        // The name, in parentheses, may hold anything; user and system time are the 12th and 13th field behind it.
        let stat = try Self.text("/proc/\(pid)/stat")
        let rest = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
        let ticks = rest.count > 13 ? (Double(rest[12]) ?? 0) + (Double(rest[13]) ?? 0) : 0
        cpu = .seconds(ticks / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    /// The number behind each `Name:`.
    static func fields(_ path: String) throws -> [String: Int64] {
        var fields: [String: Int64] = [:]
        for line in try text(path).split(separator: "\n") {
            let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
            guard words.count > 1, words[0].hasSuffix(":"), let value = Int64(words[1]) else { continue }
            fields[String(words[0].dropLast())] = value
        }
        return fields
    }

    static func text(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw BenchFailure("Could not read '\(path)': the process is gone.")
        }
        return String(decoding: data, as: UTF8.self)
    }
}
