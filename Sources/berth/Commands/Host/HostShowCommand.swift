import ArgumentParser
import JobCore
import JobEngine

/// `berth host show`.
struct HostShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show everything about a host.",
        discussion: """
            EXAMPLE
              berth host show local
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var name: String

    @Flag(help: "As JSON.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host show", isReadOnly: true) { runtime in
            let host = try await runtime.manager.hosts.find(name)
            let load = try await runtime.manager.hosts.loads()[name] ?? HostLoad()
            guard !json else {
                return try await OutputWriter.stdout.line(
                    try JSONText.encode(HostListRecord(hosts: [HostRecord(host, load: load)])))
            }
            for (label, value) in fields(host, load) where !value.isEmpty {
                let padding = String(repeating: " ", count: 12 - label.count)
                try await OutputWriter.stdout.line(label + padding + TerminalSafe.text(value))
            }
        }
    }

    private func fields(_ host: JobHost, _ load: HostLoad) -> [(String, String)] {
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
            ("Slots", "\(load.attempts) of \(host.slots) in use"), ("Weight", "\(host.weight)"),
            ("Region", host.region ?? ""), ("Labels", pairs(host.labels)), ("Options", pairs(host.options)),
            ("Pull", host.allowsPull ? "" : "images are never pulled"),
            ("Removal", HostText.removal(host.removal)), ("Added", Timestamp.person(host.createdAt)),
        ]
    }
}
