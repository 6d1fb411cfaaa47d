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
            let out = OutputWriter.stdout
            switch format {
            case .ids: try await out.write(Array(hosts.map { $0.name + "\n" }.joined().utf8))
            case .json:
                let records = hosts.map { HostRecord($0, load: loads[$0.name] ?? HostLoad()) }
                try await out.line(try JSONText.encode(HostListRecord(hosts: records)))
            case .table:
                let lines = table(hosts, loads).lines(width: out.width)
                try await out.write(Array(lines.map { $0 + "\n" }.joined().utf8))
            }
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
