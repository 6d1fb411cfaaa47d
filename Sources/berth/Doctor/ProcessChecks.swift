import Glibc

/// What the system lets this process do.
enum ProcessChecks {
    static func findings() -> [Finding] {
        [openFiles(), fileSize()]
    }

    /// Each running job costs a worker a log stream and files.
    private static func openFiles() -> Finding {
        guard let limit = limit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue)) else {
            return .ok("open files", "no limit is known")
        }
        guard limit >= 1024 else {
            return .warning(
                "open files", "at most \(limit) for a process",
                remedy: "Raise it before the worker starts: `ulimit -n 4096`.")
        }
        return .ok("open files", "at most \(limit) for a process")
    }

    private static func fileSize() -> Finding {
        guard let limit = limit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue)), limit != .max else {
            return .ok("file size", "no limit")
        }
        return .warning(
            "file size", "no file may pass \(limit) bytes", remedy: "Lift it: `ulimit -f unlimited`; logs would be cut."
        )
    }

    private static func limit(_ resource: __rlimit_resource_t) -> UInt? {
        var value = rlimit()
        return getrlimit(resource, &value) == 0 ? value.rlim_cur : nil
    }
}
