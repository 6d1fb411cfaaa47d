/// Writes metrics in Prometheus' text format, version 0.0.4
/// (https://prometheus.io/docs/instrumenting/exposition_formats/).
struct MetricsText {
    private(set) var text = ""

    /// Begins a metric.
    ///
    /// - Parameters:
    ///   - kind: `counter`, `gauge` or `histogram`.
    ///   - help: one sentence.
    mutating func begin(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    /// What every worker says first: who it is, and whether it works or waits.
    mutating func begin(version: String, isStandby: Bool) {
        begin("berth_info", "gauge", "The version of this worker.")
        value("berth_info", [("version", version)], 1)
        begin("berth_worker_standby", "gauge", "1 while this worker waits for the active one to end, else 0.")
        value("berth_worker_standby", isStandby ? 1 : 0)
    }

    /// One value of the metric begun last.
    mutating func value(_ name: String, _ value: Double) {
        self.value(name, [], value)
    }

    /// One value with labels.
    mutating func value(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += "\(name)\(Self.written(labels)) \(Self.written(value))\n"
    }

    /// All buckets of a histogram.
    mutating func histogram(_ name: String, _ labels: [(String, String)], _ histogram: Histogram) {
        for (bound, count) in histogram.cumulative {
            value("\(name)_bucket", labels + [("le", Self.written(bound))], Double(count))
        }
        value("\(name)_bucket", labels + [("le", "+Inf")], Double(histogram.count))
        value("\(name)_sum", labels, histogram.sum)
        value("\(name)_count", labels, Double(histogram.count))
    }

    private static func written(_ labels: [(String, String)]) -> String {
        guard !labels.isEmpty else { return "" }
        return "{" + labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",") + "}"
    }

    private static func escaped(_ value: String) -> String {
        value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a fraction.
    private static func written(_ value: Double) -> String {
        Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}
