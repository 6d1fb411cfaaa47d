import Foundation

/// What every process of Berth settles before anything else.
enum ProcessSetup {
    static func prepare() {
        // A closed pipe and a full file are errors of a call, not the end of the process (reliability.md 0.14, F67).
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        // A core file could hold secrets (S17).
        var noCore = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &noCore)
        // Files are for this user alone, whatever the shell says (S18).
        umask(0o077)
    }
}
