import JobCore

/// How a host did, as lines (BASE-11).
struct HostMetricsWords {
    let metrics: HostMetrics

    var lines: [DetailLine] {
        var lines = [
            DetailLine("HOW IT DID (the last \(metrics.uptime.forPeople))", .dim),
            DetailLine("launched", "\(metrics.launches)"), DetailLine("ended", HostMetrics.text(of: metrics.ends)),
            DetailLine("errors", HostMetrics.text(of: metrics.errors), metrics.errors.isEmpty ? .text : .warning),
        ]
        let operations = metrics.operations.sorted { $0.key < $1.key }
        guard !operations.isEmpty else { return lines }
        lines.append(DetailLine("calls", Self.row(["count", "mean", "p50", "p95", "max"]), .dim))
        for (name, times) in operations {
            let cells =
                ["\(times.count)"]
                + [times.mean, times.median, times.percentile95, times.longest].map(HostMetrics.text(ofSeconds:))
            lines.append(DetailLine(name, Self.row(cells)))
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        cells.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }.joined(separator: " ")
    }
}
