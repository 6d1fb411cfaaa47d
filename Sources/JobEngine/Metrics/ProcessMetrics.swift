import Foundation
import Glibc

/// What the process itself uses, by the names that Prometheus' own libraries give it. From /proc; what cannot be read is
/// left out.
enum ProcessMetrics {
    static func add(to text: inout MetricsText) {
        if let pages = words("/proc/self/statm").dropFirst().first.flatMap(Double.init) {
            text.begin("process_resident_memory_bytes", "gauge", "Memory in use.")
            text.value("process_resident_memory_bytes", pages * Double(sysconf(Int32(_SC_PAGESIZE))))
        }
        var usage = rusage()
        // RUSAGE_SELF is 0; the Glibc module has it as an enumeration that getrusage does not take.
        if getrusage(.init(0), &usage) == 0 {
            let times = [usage.ru_utime, usage.ru_stime].map { Double($0.tv_sec) + Double($0.tv_usec) / 1e6 }
            text.begin("process_cpu_seconds_total", "counter", "CPU time used.")
            text.value("process_cpu_seconds_total", times.reduce(0, +))
        }
        if let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
            text.begin("process_open_fds", "gauge", "Open file descriptors.")
            text.value("process_open_fds", Double(files.count))
        }
    }

    private static func words(_ path: String) -> [Substring] {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        return String(decoding: bytes, as: UTF8.self).split(separator: " ")
    }
}
