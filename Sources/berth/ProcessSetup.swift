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
        // Without the right to a thread's priority, which few users have, libdispatch would write a line to the system's log
        // for each thread.
        setenv("LIBDISPATCH_LOG", "NO", 0)
        // Only the console stays for days beside others; a worker's threads are worth their heaps.
        if [nil, "console"].contains(CommandLine.arguments.dropFirst().first) { limitHeaps() }
    }

    /// By default each thread may get a heap of its own, eight for each core: pieces of memory that are held for ever. One
    /// thread draws, and the others seldom work at the same time.
    private static func limitHeaps() {
        // The Glibc module hides malloc.h; -8 is its M_ARENA_MAX.
        typealias SetOption = @convention(c) (Int32, Int32) -> Int32
        guard let function = dlsym(nil, "mallopt") else { return }
        _ = unsafeBitCast(function, to: SetOption.self)(-8, 1)
    }
}
