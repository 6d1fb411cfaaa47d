import Foundation
import JobCore
import JobEngine

/// `berth status` for people.
struct StatusText {
    let status: StoreStatus

    func lines(hasCapacity: Bool, width: Int?) -> [String] {
        var lines = fields.filter { !$0.1.isEmpty }.map { label, value in
            label + String(repeating: " ", count: 12 - label.count) + TerminalSafe.text(value)
        }
        lines += ["", "Hosts"] + hosts(hasCapacity: hasCapacity).lines(width: width, hasTitles: !status.hosts.isEmpty)
        if status.hosts.isEmpty { lines.append("none; `berth host add` adds one") }
        if hasCapacity, !status.hosts.isEmpty { lines += ["", "Kinds"] + kinds.lines(width: width) }
        if !status.queue.endedInLastDay.isEmpty {
            lines += ["", "Ended in the last 24 h"] + ended.lines(width: width)
        }
        return lines
    }

    private var oldest: String {
        guard status.queue.ready > 0, let since = status.queue.oldestReadyAt else { return "" }
        return ", the oldest for \(length(since: since))"
    }

    private var fields: [(String, String)] {
        let queue = status.queue
        let waiting = [
            (queue.scheduled, "scheduled"), (queue.held, "held"), (queue.dependent, "after others"),
            (queue.paused, "in a paused group"), (queue.retrying, "to be tried again"),
        ]
        return [
            ("Store", status.store),
            ("Worker", worker),
            ("Running", "\(queue.running)" + (queue.launching > 0 ? ", \(queue.launching) being launched" : "")),
            ("Ready", "\(queue.ready)" + oldest),
            ("Waiting", words(waiting)),
            (
                "Today",
                words([
                    (queue.completedToday, "completed"), (queue.failedToday, "failed"),
                    (queue.cancelledToday, "cancelled"),
                ]) + " (UTC)"
            ),
            ("Throughput", "\((queue.throughput * 10).rounded() / 10) jobs a minute in the last hour"),
            ("Launch", launch),
        ]
    }

    private var worker: String {
        guard status.hasWorker else { return "none; `berth worker` starts one" }
        guard let worker = status.worker else { return "starting" }
        return "process \(worker.processID) on '\(worker.machine)' for \(length(since: worker.startedAt))"
    }

    private var launch: String {
        guard let latency = status.queue.launchLatency else { return "" }
        return "half within \(latency.median.ofCall), 95 % within \(latency.percentile95.ofCall) of being ready"
    }

    private func words(_ parts: [(Int, String)]) -> String {
        let named = parts.filter { $0.0 > 0 }.map { "\($0) \($1)" }
        return named.isEmpty ? "none" : named.joined(separator: ", ")
    }

    private func length(since date: Date) -> String {
        Duration.seconds(max(0, status.now.timeIntervalSince(date))).forPeople
    }

    private func hosts(hasCapacity: Bool) -> Table {
        var columns = [
            Table.Column(title: "HOST"), Table.Column(title: "KIND"),
            Table.Column(title: "SLOTS", isRightAligned: true),
        ]
        if hasCapacity {
            columns += [
                Table.Column(title: "FREE", isRightAligned: true), Table.Column(title: "MEMORY ASKED FOR"),
                Table.Column(title: "CORES ASKED FOR"),
            ]
        }
        var table = Table(columns + [Table.Column(title: "STATE", isFlexible: true)])
        for host in status.hosts {
            let load = status.loads[host.name] ?? HostLoad()
            var row = [host.name, host.kind.rawValue, "\(load.attempts)/\(host.slots)"]
            if hasCapacity {
                row += [
                    "\(max(0, host.slots - load.attempts))",
                    "\(load.memory) of \(host.condition?.memory.map { "\($0)" } ?? "unknown")",
                    "\((load.cpus * 100).rounded() / 100) of \(host.condition?.cores.map { "\($0)" } ?? "unknown")",
                ]
            }
            table.add(row + [HostText.state(host)])
        }
        return table
    }

    /// What active hosts of each kind have (ROUTE-03).
    private var kinds: Table {
        var table = Table(
            [Table.Column(title: "KIND")]
                + ["HOSTS", "SLOTS", "USED", "FREE", "PERCENT"].map { Table.Column(title: $0, isRightAligned: true) })
        for capacity in status.kinds {
            table.add([
                capacity.kind.rawValue, "\(capacity.hosts)", "\(capacity.slots)", "\(capacity.used)",
                "\(capacity.free)", capacity.utilisation.percent,
            ])
        }
        return table
    }

    private var ended: Table {
        var table = Table(
            [Table.Column(title: "KIND")]
                + JobStatus.terminal.map { Table.Column(title: $0.rawValue.uppercased(), isRightAligned: true) })
        for (kind, counts) in status.queue.endedInLastDay.sorted(by: {
            $0.key?.rawValue ?? "~" < $1.key?.rawValue ?? "~"
        }) {
            table.add([kind?.rawValue ?? "never launched"] + JobStatus.terminal.map { "\(counts[$0] ?? 0)" })
        }
        return table
    }
}
