import Foundation
import JobCore

/// The fields of `GET /containers/{id}/stats` that are used here.
struct WireStatistics: Decodable, Sendable {
    let read: String?
    let cpu: CPU?
    let memory: Memory?
    let processes: Processes?

    struct CPU: Decodable, Sendable {
        let usage: Usage?
        private enum CodingKeys: String, CodingKey { case usage = "cpu_usage" }
    }

    struct Usage: Decodable, Sendable {
        let total: UInt64?
        private enum CodingKeys: String, CodingKey { case total = "total_usage" }
    }

    struct Memory: Decodable, Sendable {
        let usage: UInt64?
        let limit: UInt64?
        let details: Details?
        private enum CodingKeys: String, CodingKey { case usage, limit, details = "stats" }
    }

    struct Details: Decodable, Sendable {
        let totalInactiveFile: UInt64?
        let inactiveFile: UInt64?
        private enum CodingKeys: String, CodingKey {
            case totalInactiveFile = "total_inactive_file", inactiveFile = "inactive_file"
        }
    }

    struct Processes: Decodable, Sendable {
        let current: UInt64?
    }

    private enum CodingKeys: String, CodingKey {
        case read, cpu = "cpu_stats", memory = "memory_stats", processes = "pids_stats"
    }

    /// Memory in use without page cache, as `docker stats` computes it: cgroup v1 has `total_inactive_file`, v2 has
    /// `inactive_file`; either is taken off only where it is smaller than the usage.
    var usedMemory: Int64? {
        guard let usage = memory?.usage else { return nil }
        let cache = memory?.details?.totalInactiveFile ?? memory?.details?.inactiveFile ?? 0
        return Int64(clamping: cache < usage ? usage - cache : usage)
    }

    /// Whether the container runs: engines answer 200 with zeros for one that does not.
    var isRunning: Bool { (memory?.usage ?? 0) > 0 || (processes?.current ?? 0) > 0 }
}
