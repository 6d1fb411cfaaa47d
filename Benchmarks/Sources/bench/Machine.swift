import Foundation
import Glibc

/// What the numbers were measured on.
struct Machine: Sendable {
    let cores: Int
    let memory: Int64
    let kernel: String
    let processor: String
    let system: String
    let load: String

    /// Looks at the machine now; `load` is that of the last minute.
    init() throws {
        cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        memory = (try ProcessFigures.fields("/proc/meminfo")["MemTotal"] ?? 0) * 1024
        var names = utsname()
        uname(&names)
        kernel = withUnsafeBytes(of: names.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        processor = Self.value(of: "model name", separatedBy: ":", in: "/proc/cpuinfo")
        system = Self.value(of: "PRETTY_NAME", separatedBy: "=", in: "/etc/os-release")
        load = try Self.currentLoad()
    }

    /// The mean number of processes that wanted to run within the last minute.
    static func currentLoad() throws -> String {
        String(try ProcessFigures.text("/proc/loadavg").prefix { $0 != " " })
    }

    private static func value(of key: String, separatedBy separator: Character, in path: String) -> String {
        guard let text = try? ProcessFigures.text(path),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix(key) })
        else { return "unknown" }
        let value = line.split(separator: separator, maxSplits: 1).last ?? ""
        return value.trimmingCharacters(in: CharacterSet(charactersIn: " \t\""))
    }
}
