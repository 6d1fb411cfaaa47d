extension JobValidation {
    static func checkLimits(_ limits: ResourceLimits) throws(InvalidInput) {
        if let memory = limits.memory {
            guard memory >= SpecLimits.minimumMemory else {
                throw InvalidInput(
                    "--memory", "\(memory) is too little: engines refuse less than 6 MB. Write for example 64m.")
            }
            guard memory <= SpecLimits.maximumMemory else {
                throw InvalidInput("--memory", "\(memory) is larger than any machine. Write for example 2g.")
            }
        }
        if let cpus = limits.cpus, !SpecLimits.cpus.contains(cpus) {
            throw InvalidInput(
                "--cpus", "\(Self.plain(cpus)) is out of range. Give 0.01 to 1024 cores, for example 1.5.")
        }
        if let pids = limits.pids, !SpecLimits.pids.contains(pids) {
            throw InvalidInput(
                "--pids-limit", "\(pids) is out of range. Give 1 to 4194304, or leave it out for no limit.")
        }
        if let shared = limits.sharedMemory, shared.rawValue <= 0 || shared > SpecLimits.maximumMemory {
            throw InvalidInput("--shm-size", "\(shared) is out of range. Write for example 64m.")
        }
        if let gpus = limits.gpus { try checkGPUs(gpus) }
        guard limits.counters.count <= SpecLimits.entries else {
            throw InvalidInput(
                "--resource", "\(limits.counters.count) are too many. Give at most \(SpecLimits.entries).")
        }
        for (name, count) in limits.counters.sorted(by: { $0.key < $1.key }) {
            try TextRules.checkIdentifier(name, "--resource")
            guard count > 0, SpecLimits.counter.contains(count) else {
                throw InvalidInput("--resource", "\(name)=\(count) is out of range. Give 1 to 1000000.")
            }
        }
    }

    /// `0` as it was typed, not `0.0`.
    private static func plain(_ number: Double) -> String { Int64(exactly: number).map { "\($0)" } ?? "\(number)" }

    /// Whether a text can be the index or UUID of a GPU.
    static func isGPU(_ name: String) -> Bool {
        // `all` means all of them, also to engines.
        !name.isEmpty && name.utf8.count <= 64 && name != Reservation.allGPUs
            && name.utf8.allSatisfy { TextRules.isAlphanumeric($0) || "-:".utf8.contains($0) }
    }

    private static func checkGPUs(_ text: String) throws(InvalidInput) {
        if text == "all" { return }
        if let count = Int(text), (1...64).contains(count) { return }
        if text.hasPrefix("device=") {
            let names = text.dropFirst(7).split(separator: ",", omittingEmptySubsequences: false)
            let isGood = names.allSatisfy { isGPU(String($0)) }
            if isGood, names.count <= 64, Set(names).count == names.count { return }
        }
        throw InvalidInput(
            "--gpus", "'\(TextRules.shortened(text))' names no GPUs. Write all, a count, or device=0,1.")
    }

    /// The kernel's limits that engines know (`ulimit` of moby's `go-units`).
    private static let ulimitNames: Set<String> = [
        "as", "core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss",
        "rtprio",
        "rttime", "sigpending", "stack",
    ]

    static func checkUlimits(_ ulimits: [Ulimit]) throws(InvalidInput) {
        var names = Set<String>()
        for ulimit in ulimits {
            guard ulimitNames.contains(ulimit.name) else {
                throw InvalidInput(
                    "--ulimit", "'\(TextRules.shortened(ulimit.name))' is no limit. Write for example nofile=1024:2048."
                )
            }
            guard names.insert(ulimit.name).inserted else {
                throw InvalidInput("--ulimit", "'\(ulimit.name)' is set twice. Set it once.")
            }
            // −1 is unlimited.
            let isOrdered = ulimit.hard == -1 || (ulimit.soft >= 0 && ulimit.soft <= ulimit.hard)
            guard ulimit.soft >= -1, ulimit.hard >= -1, isOrdered else {
                throw InvalidInput(
                    "--ulimit",
                    "\(ulimit.name)=\(ulimit.soft):\(ulimit.hard) has a soft limit above the hard one. Swap them.")
            }
        }
    }
}
