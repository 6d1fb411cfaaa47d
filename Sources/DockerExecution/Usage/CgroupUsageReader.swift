import Foundation
import JobCore

/// Reads what a container uses from the kernel's own files, without asking the engine (decisions 11).
///
/// For engines on this machine only. The cgroup is found by the container's process: `/proc/PID/cgroup` names it, and
/// `/proc/PID/mountinfo` of this process says where each hierarchy is mounted.
struct CgroupUsageReader: Sendable {
    /// `/proc`; another directory in tests.
    let proc: String

    init(proc: String = "/proc") {
        self.proc = proc
    }

    /// The directories of a container's cgroup, found once per container.
    struct Location: Hashable, Sendable {
        enum Version: Hashable, Sendable {
            case one(memory: String, cpu: String)
            case two(directory: String)
        }

        let version: Version
    }

    /// Where the files of a container's cgroup are.
    /// - Parameter process: the container's first process by the engine's count, which may be another name space's.
    /// - Returns: nil when the process is gone or not that container's, or its cgroup cannot be seen from here.
    func locate(process: Int, container: ExecutionID) -> Location? {
        guard let groups = text("\(proc)/\(process)/cgroup"), groups.contains(container.rawValue),
            let mounts = text("\(proc)/self/mountinfo")
        else { return nil }
        let hierarchies = Mounts(mounts)
        var memory: String?
        var cpu: String?
        var unified: String?
        for line in groups.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3 else { continue }
            let controllers = fields[1].split(separator: ",")
            let path = String(fields[2])
            // A path that leaves the root was seen from another cgroup name space and leads nowhere here.
            guard !path.hasPrefix("/..") else { continue }
            if controllers.contains("memory") { memory = hierarchies.directory(controller: "memory", path: path) }
            if controllers.contains("cpuacct") { cpu = hierarchies.directory(controller: "cpuacct", path: path) }
            if fields[0] == "0", controllers.isEmpty { unified = hierarchies.directory(controller: nil, path: path) }
        }
        if let memory, let cpu { return Location(version: .one(memory: memory, cpu: cpu)) }
        if let unified, exists(unified + "/memory.current") { return Location(version: .two(directory: unified)) }
        return nil
    }

    /// Reads the files once.
    /// - Returns: nil when the cgroup is gone, which means that the container has ended.
    func sample(_ location: Location, at date: Date, after previous: UsageSample?) -> UsageSample? {
        let memory: Int64
        let limit: Int64?
        let seconds: Double
        switch location.version {
        case .one(let memoryDirectory, let cpuDirectory):
            guard let usage = number(memoryDirectory + "/memory.usage_in_bytes"),
                let nanoseconds = number(cpuDirectory + "/cpuacct.usage")
            else { return nil }
            let cache = field("total_inactive_file", in: memoryDirectory + "/memory.stat") ?? 0
            memory = cache < usage ? usage - cache : usage
            // The kernel writes a huge number, rounded to pages, where there is no limit.
            limit = number(memoryDirectory + "/memory.limit_in_bytes").flatMap { $0 > 1 << 60 ? nil : $0 }
            seconds = Double(nanoseconds) / 1e9
        case .two(let directory):
            guard let usage = number(directory + "/memory.current"),
                let microseconds = field("usage_usec", in: directory + "/cpu.stat")
            else { return nil }
            let cache = field("inactive_file", in: directory + "/memory.stat") ?? 0
            memory = cache < usage ? usage - cache : usage
            limit = number(directory + "/memory.max")
            seconds = Double(microseconds) / 1e6
        }
        return UsageSample(
            at: date, memory: ByteCount(rawValue: memory), memoryLimit: limit.map { ByteCount(rawValue: $0) },
            cpuSeconds: seconds,
            cpuPercent: UsageSample.cpuPercent(cpuSeconds: seconds, at: date, after: previous), source: .cgroup)
    }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func text(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self)
    }

    private func number(_ path: String) -> Int64? {
        text(path).flatMap { Int64($0.split(whereSeparator: \.isWhitespace).first ?? "") }
    }

    private func field(_ name: String, in path: String) -> Int64? {
        guard let text = text(path) else { return nil }
        for line in text.split(separator: "\n") where line.hasPrefix(name + " ") {
            return Int64(line.dropFirst(name.utf8.count + 1))
        }
        return nil
    }
}

extension CgroupUsageReader {
    /// The cgroup hierarchies that are mounted, out of `mountinfo` (proc(5)).
    private struct Mounts {
        private var entries: [(root: String, point: String, controllers: Set<String>, isUnified: Bool)] = []

        init(_ text: String) {
            for line in text.split(separator: "\n") {
                let halves = line.components(separatedBy: " - ")
                guard halves.count == 2 else { continue }
                let left = halves[0].split(separator: " ")
                let right = halves[1].split(separator: " ")
                guard left.count >= 5, let kind = right.first, kind == "cgroup" || kind == "cgroup2" else { continue }
                let options = right.count > 2 ? right[2].split(separator: ",").map(String.init) : []
                entries.append((String(left[3]), String(left[4]), Set(options), kind == "cgroup2"))
            }
        }

        /// The directory of a cgroup's path in the hierarchy of a controller; nil as controller means version 2.
        func directory(controller: String?, path: String) -> String? {
            let entry = entries.first { entry in
                controller.map { !entry.isUnified && entry.controllers.contains($0) } ?? entry.isUnified
            }
            guard let entry else { return nil }
            let inside =
                entry.root == "/" ? path : path.hasPrefix(entry.root) ? String(path.dropFirst(entry.root.count)) : nil
            return inside.map { $0 == "/" ? entry.point : entry.point + $0 }
        }
    }
}
