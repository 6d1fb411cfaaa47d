import JobCore

/// How a host did, as lines (BASE-11).
struct HostMetricsWords {
    let metrics: HostMetrics

    var lines: [DetailLine] {
        var lines = [
            DetailLine("HOW IT DID IN \(metrics.uptime.forPeople.uppercased())", .dim),
            DetailLine("launched", "\(metrics.launches)"), DetailLine("ended", words(metrics.ends)),
            DetailLine("errors", words(metrics.errors), metrics.errors.isEmpty ? .text : .warning),
        ]
        let operations = metrics.operations.sorted { $0.key < $1.key }
        guard !operations.isEmpty else { return lines }
        lines.append(DetailLine("calls", Self.row(["count", "mean", "p50", "p95", "max"]), .dim))
        for (name, times) in operations {
            let cells =
                ["\(times.count)"] + [times.mean, times.median, times.percentile95, times.longest].map(Self.time)
            lines.append(DetailLine(name, Self.row(cells)))
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        cells.map { String(repeating: " ", count: max(0, 8 - $0.count)) + $0 }.joined(separator: " ")
    }

    private func words(_ counts: [String: Int]) -> String {
        let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }

    private static func time(_ seconds: Double) -> String {
        switch seconds {
        case ..<0.01: "\((seconds * 10_000).rounded() / 10) ms"
        case ..<1: "\(Int((seconds * 1000).rounded())) ms"
        default: Duration.seconds(seconds).forPeople
        }
    }
}
