import Foundation
import JobCore
import Testing

@testable import DockerExecution

struct CgroupUsageReaderTests {
    private let id = ExecutionID(String(repeating: "ab", count: 32))

    /// A `/proc` and a cgroup file system of captured files.
    private func withFiles(
        _ files: [String: String], _ body: (CgroupUsageReader, String) throws -> Void
    ) throws {
        let root = "/tmp/berth-cgroup-\(UInt32.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (path, text) in files {
            let url = URL(fileURLWithPath: root + "/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.replacingOccurrences(of: "ROOT", with: root).utf8).write(to: url)
        }
        try body(CgroupUsageReader(proc: root + "/proc"), root)
    }

    private var versionTwo: [String: String] {
        let group = "/system.slice/docker-\(id).scope"
        return [
            "proc/self/mountinfo": "30 23 0:26 / ROOT/cg rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate\n",
            "proc/77/cgroup": "0::\(group)\n",
            "cg\(group)/memory.current": "536875008\n",
            "cg\(group)/memory.stat": "anon 4096\nfile 8\ninactive_file 4096\nactive_file 0\n",
            "cg\(group)/memory.max": "1073741824\n",
            "cg\(group)/cpu.stat": "usage_usec 2500000\nuser_usec 1\nsystem_usec 2\n",
        ]
    }

    @Test("DOCK-12 cgroup v2 by captured files: memory without page cache, CPU time, limit; 512 MB of 1 GB are 50 %")
    func versionTwoFiles() throws {
        try withFiles(versionTwo) { reader, _ in
            let location = try #require(reader.locate(process: 77, container: id))
            let at = Date()
            let before = UsageSample(
                at: at.addingTimeInterval(-2), memory: .bytes(0), memoryLimit: nil, cpuSeconds: 1.5, cpuPercent: nil,
                source: .cgroup)
            let sample = try #require(reader.sample(location, at: at, after: before))
            #expect(sample.memory == .bytes(536_870_912))
            #expect(sample.memoryLimit == .bytes(1_073_741_824))
            #expect(sample.cpuSeconds == 2.5)
            #expect(abs((sample.cpuPercent ?? 0) - 50) < 0.001)
            #expect(sample.source == .cgroup)
        }
    }

    @Test("DOCK-12 cgroup v1 by captured files: total_inactive_file is taken off, no limit is no limit")
    func versionOneFiles() throws {
        let group = "/docker/\(id)"
        let files = [
            "proc/self/mountinfo": """
            33 24 0:28 / ROOT/cg/cpu rw - cgroup cgroup rw,cpu,cpuacct
            34 24 0:29 / ROOT/cg/memory rw - cgroup cgroup rw,memory

            """,
            "proc/77/cgroup": "5:memory:\(group)\n4:cpu,cpuacct:\(group)\n0::/\n",
            "cg/memory\(group)/memory.usage_in_bytes": "20800000\n",
            "cg/memory\(group)/memory.limit_in_bytes": "9223372036854771712\n",
            "cg/memory\(group)/memory.stat": "inactive_file 1\ntotal_inactive_file 800000\n",
            "cg/cpu\(group)/cpuacct.usage": "1500000000\n",
        ]
        try withFiles(files) { reader, _ in
            let location = try #require(reader.locate(process: 77, container: id))
            let sample = try #require(reader.sample(location, at: Date(), after: nil))
            #expect(sample.memory == .bytes(20_000_000))
            #expect(sample.memoryLimit == nil && sample.cpuPercent == nil && sample.cpuSeconds == 1.5)
        }
    }

    @Test("DOCK-12 S34 a process that is not the container's is not measured; a cgroup that is gone is the end")
    func notTheContainer() throws {
        try withFiles(versionTwo) { reader, root in
            #expect(reader.locate(process: 77, container: ExecutionID("cd")) == nil)
            #expect(reader.locate(process: 78, container: id) == nil)
            let location = try #require(reader.locate(process: 77, container: id))
            try FileManager.default.removeItem(atPath: root + "/cg")
            #expect(reader.sample(location, at: Date(), after: nil) == nil)
        }
    }
}
