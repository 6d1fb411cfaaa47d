import ArgumentParser
import JobCore
import JobEngine

/// `berth host list`.
struct HostListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List hosts and how they are.",
        discussion: """
            EXAMPLES
              berth host list --format json
              berth host list --all
            """,
        aliases: ["ls"])

    @Option(name: .shortAndLong, help: "Form of the output.")
    var format = OutputFormat.table

    @Flag(name: .shortAndLong, help: "Also those that are archived.")
    var all = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host list", isReadOnly: true) { runtime in
            let hosts = try await runtime.manager.hosts.list()
            let archived = all ? try await runtime.manager.hosts.archived() : []
            let loads = try await runtime.manager.hosts.loads()
            try await format.write(
                ids: (hosts + archived.map(\.host)).map(\.name),
                record: HostListRecord(
                    hosts: hosts.map { HostRecord($0, load: loads[$0.name] ?? HostLoad()) }
                        + archived.map(HostRecord.init)),
                table: table(hosts, loads, archived))
        }
    }

    private func percent(of name: String, _ parts: [Utilisation]) -> String {
        parts.first { $0.name == name }?.percent ?? ""
    }

    private func count(of name: String, _ parts: [Utilisation]) -> String {
        guard let part = parts.first(where: { $0.name == name }) else { return "" }
        return "\(Int(part.used))" + (part.total.map { "/\(Int($0))" } ?? "")
    }

    private func table(_ hosts: [JobHost], _ loads: [String: HostLoad], _ archived: [ArchivedHost]) -> Table {
        var table = Table([
            Table.Column(title: "HOST"), Table.Column(title: "KIND"),
            Table.Column(title: "SLOTS", isRightAligned: true), Table.Column(title: "MEMORY", isRightAligned: true),
            Table.Column(title: "CORES", isRightAligned: true), Table.Column(title: "GPUS", isRightAligned: true),
            Table.Column(title: "WEIGHT", isRightAligned: true), Table.Column(title: "REGION"),
            Table.Column(title: "ENDPOINT", isFlexible: true), Table.Column(title: "STATE", isFlexible: true),
        ])
        for host in hosts {
            let load = loads[host.name] ?? HostLoad()
            let parts = ResourceLedger(host: host, load: load).utilisation
            table.add([
                host.name, host.kind.rawValue, "\(load.attempts)/\(host.slots)", percent(of: "memory", parts),
                percent(of: "cores", parts), count(of: "GPUs", parts), "\(host.weight)",
                host.region ?? "", host.endpoint, HostText.state(host),
            ])
        }
        for (host, archivedAt) in archived.map({ ($0.host, $0.archivedAt) }) {
            table.add([
                host.name, host.kind.rawValue, "\(host.slots)", "", "", "", "\(host.weight)", host.region ?? "",
                host.endpoint, "archived \(Timestamp.person(archivedAt))",
            ])
        }
        return table
    }
}
