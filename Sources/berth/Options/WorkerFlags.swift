import ArgumentParser
import JobCore
import JobEngine

/// How a worker runs: of `berth worker`, and of the service that runs it (CMD-02).
struct WorkerFlags: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Jobs at once. Default 10.", valueName: "number"))
    var maxConcurrent: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Only for this host; can be repeated.", valueName: "host"),
        completion: .custom(Completions.hosts))
    var host: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Only for hosts of this kind: docker, mock.", valueName: "kind"),
        completion: .list(HostKind.allCases.map(\.rawValue)))
    var executorType: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How long a stop waits for running jobs. Default 30s.", valueName: "duration"))
    var shutdownTimeout: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "End after that long in which nothing ran, waited or was scheduled. Default never.", valueName: "duration"))
    var idleExit: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("How often each engine is asked for the whole truth. Default 15s.", valueName: "duration"))
    var pollInterval: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Serve /metrics (Prometheus) and /healthz there, as a standby, too; without a host on this machine only.",
            valueName: "[host:]port"))
    var metricsAddress: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Lines of the log as text or json. Default text.", valueName: "format"),
        completion: .list(LogFormat.allCases.map(\.rawValue)))
    var logFormat: String?

    /// Flags over the file; see `WorkerOptions` for the defaults.
    func options(_ settings: Settings) throws(InvalidInput) -> WorkerOptions {
        var options = WorkerOptions()
        let file = settings.file
        options.version = BerthVersion.text
        options.hosts = Set(host)
        options.maxConcurrent = try concurrency() ?? file.worker.maxConcurrent ?? options.maxConcurrent
        options.kind = try kind()
        options.shutdownTimeout =
            try duration(shutdownTimeout, "--shutdown-timeout") ?? file.worker.shutdownTimeout
            ?? options.shutdownTimeout
        options.endsWhenStuck = true
        options.idleExit = try duration(idleExit, "--idle-exit") ?? file.worker.idleExit
        options.resyncPeriod = try period() ?? file.worker.pollInterval ?? options.resyncPeriod
        options.metricsAddress =
            try metricsAddress.map { (text) throws(InvalidInput) in
                try ListenAddress(parsing: text, field: "--metrics-address")
            } ?? file.worker.metricsAddress
        if let head = file.retention.logHead { options.logLimits.head = head }
        if let tail = file.retention.logTail { options.logLimits.tail = tail }
        options.retention = file.retention.policy
        options.notifyRules = file.notify.rules
        options.router = file.router.policy
        if let text = settings.environment["BERTH_LEASE_TTL"] {
            options.leaseLifetime = try Duration(parsing: text, field: "BERTH_LEASE_TTL")
        }
        return options
    }

    /// How the log is written.
    func format(_ settings: Settings) throws(InvalidInput) -> LogFormat {
        guard let text = logFormat else { return settings.file.worker.logFormat ?? .text }
        guard let format = LogFormat(rawValue: text) else {
            throw InvalidInput("--log-format", "'\(TextForSentence.shortened(text))' is not known. Write text or json.")
        }
        return format
    }

    /// The flags as they can be written again.
    var arguments: [String] {
        var arguments: [String] = []
        for (name, value) in [
            ("--max-concurrent", maxConcurrent), ("--executor-type", executorType),
            ("--shutdown-timeout", shutdownTimeout), ("--idle-exit", idleExit), ("--poll-interval", pollInterval),
            ("--metrics-address", metricsAddress), ("--log-format", logFormat),
        ] {
            if let value { arguments += [name, value] }
        }
        for name in host { arguments += ["--host", name] }
        return arguments
    }

    private func concurrency() throws(InvalidInput) -> Int? {
        guard let text = maxConcurrent else { return nil }
        guard let number = Int(text), (1...1000).contains(number) else {
            throw InvalidInput(
                "--max-concurrent", "'\(TextForSentence.shortened(text))' is out of range. Give 1 to 1000.")
        }
        return number
    }

    private func kind() throws(InvalidInput) -> HostKind? {
        guard let text = executorType else { return nil }
        guard let kind = HostKind(rawValue: text) else {
            throw InvalidInput(
                "--executor-type", "'\(TextForSentence.shortened(text))' is not known. Write docker or mock.")
        }
        return kind
    }

    private func period() throws(InvalidInput) -> Duration? {
        guard let period = try duration(pollInterval, "--poll-interval") else { return nil }
        guard (.seconds(1) ... .seconds(3600)).contains(period) else {
            throw InvalidInput("--poll-interval", "\(period.forPeople) is out of range. Give 1s to 1h.")
        }
        return period
    }

    private func duration(_ text: String?, _ field: String) throws(InvalidInput) -> Duration? {
        try text.map { (text) throws(InvalidInput) in try Duration(parsing: text, field: field) }
    }
}
