import JobCore

/// How a host did, for people (BASE-11).
struct HostMetricsText {
    let metrics: HostMetrics?
    /// Of a simulated host.
    let report: PerformanceReport?

    func lines(width: Int?) -> [String] {
        var lines: [String] = []
        if let metrics {
            lines += [
                "Since       \(Timestamp.person(metrics.since)), for \(metrics.uptime.forPeople)"
                    + "; written down at \(Timestamp.person(metrics.at))",
                "Launched    \(metrics.launches)", "Ended       \(HostMetrics.text(of: metrics.ends))",
                "Errors      \(HostMetrics.text(of: metrics.errors))",
            ]
        } else {
            lines.append("No worker has told how it did yet; it does once a minute.")
        }
        let rows = self.rows
        guard !rows.isEmpty else { return lines }
        var table = Table(
            [Table.Column(title: "OPERATION")]
                + ["COUNT", "MEAN", "P50", "P95", "MAX"].map { Table.Column(title: $0, isRightAligned: true) })
        for (name, times) in rows {
            table.add(
                [name, "\(times.count)"]
                    + [times.mean, times.median, times.percentile95, times.longest].map(HostMetrics.text(ofSeconds:)))
        }
        return lines + [""] + table.lines(width: width)
    }

    private var rows: [(String, HostMetrics.Operation)] {
        var rows = (metrics?.operations ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        if let report, report.executions > 0 {
            rows.append(("simulated startup", HostMetrics.Operation(report.startup)))
            rows.append(("simulated run", HostMetrics.Operation(report.execution)))
        }
        return rows
    }
}
