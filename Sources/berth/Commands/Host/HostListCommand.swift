import ArgumentParser
import JobCore
import JobEngine

/// `berth host list`.
struct HostListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List hosts and how they are.",
        discussion: """
            EXAMPLE
              berth host list --format json
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host list", isReadOnly: true) { runtime in
            let hosts = try await runtime.manager.hosts.list()
            let loads = try await runtime.manager.hosts.loads()
            try await format.write(
                ids: hosts.map(\.name),
                record: HostListRecord(hosts: hosts.map { HostRecord($0, load: loads[$0.name] ?? HostLoad()) }),
                table: table(hosts, loads))
        }
    }

    private func table(_ hosts: [JobHost], _ loads: [String: HostLoad]) -> Table {
        var table = Table([
            Table.Column(title: "HOST"), Table.Column(title: "KIND"),
            Table.Column(title: "SLOTS", isRightAligned: true),
            Table.Column(title: "WEIGHT", isRightAligned: true), Table.Column(title: "REGION"),
            Table.Column(title: "ENDPOINT", isFlexible: true), Table.Column(title: "STATE", isFlexible: true),
        ])
        for host in hosts {
            table.add([
                host.name, host.kind.rawValue, "\(loads[host.name]?.attempts ?? 0)/\(host.slots)", "\(host.weight)",
                host.region ?? "", host.endpoint, HostText.state(host),
            ])
        }
        return table
    }
}
