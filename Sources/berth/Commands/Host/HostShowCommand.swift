import ArgumentParser
import JobCore
import JobEngine

/// `berth host show`.
struct HostShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything about a host.",
        discussion: """
            EXAMPLES
              berth host show local
              berth host show gpu-1 --metrics
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var name: String

    @Flag(help: "Also how it did: starts, ends, errors, how long its engine took to answer.")
    var metrics = false

    @Flag(help: "Begin the account of a simulated host anew, once it was shown.")
    var reset = false

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host show", isReadOnly: !reset) { runtime in
            let host = try await runtime.manager.hosts.find(name)
            let load = try await runtime.manager.hosts.loads()[name] ?? HostLoad()
            let account = metrics ? try await runtime.manager.hosts.metrics()[name] : nil
            let report = metrics ? try await runtime.manager.hosts.performance(of: name) : nil
            guard !json else {
                var record = HostRecord(host, load: load)
                if metrics { record.metrics = HostMetricsRecord(account, report) }
                return try await OutputWriter.stdout.line(try JSONText.encode(HostListRecord(hosts: [record])))
            }
            for (label, value) in fields(host, load) where !value.isEmpty {
                let padding = String(repeating: " ", count: 12 - label.count)
                try await OutputWriter.stdout.line(label + padding + TerminalSafe.text(value))
            }
            if metrics {
                let lines = HostMetricsText(metrics: account, report: report).lines(width: OutputWriter.stdout.width)
                try await OutputWriter.stdout.lines([""] + lines)
            }
            if reset { try await runtime.manager.hosts.resetPerformance(of: name) }
        }
    }

    private func fields(_ host: JobHost, _ load: HostLoad) -> [(String, String)] {
        let ledger = ResourceLedger(host: host, load: load)
        func pairs(_ values: [String: String]) -> String {
            values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        }
        let condition = host.condition
        return [
            ("Host", host.name), ("Kind", host.kind.rawValue), ("Endpoint", host.endpoint),
            ("State", HostText.state(host)), ("Reason", condition?.reason ?? ""),
            ("Checked", condition.map { Timestamp.person($0.checkedAt) } ?? ""), ("Engine", condition?.engine ?? ""),
            ("Cores", condition?.cores.map { "\($0)" } ?? ""), ("Memory", condition?.memory.map { "\($0)" } ?? ""),
            ("Can", condition?.capabilities.map(HostText.capabilities) ?? ""),
            ("Slots", "\(load.attempts) of \(host.slots) in use"),
            ("Taken", HostText.utilisation(ledger)), ("GPUs", HostText.gpus(ledger)), ("Weight", "\(host.weight)"),
            ("Region", host.region ?? ""), ("Labels", pairs(host.labels)), ("Options", pairs(host.options)),
            ("Pull", host.allowsPull ? "" : "images are never pulled"),
            ("Removal", HostText.removal(host.removal)), ("Added", Timestamp.person(host.createdAt)),
        ]
    }
}
