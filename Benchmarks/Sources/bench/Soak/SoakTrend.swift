import Measures

/// Whether something stayed as it was: its median in the last third against that in the second third. The first third is
/// for what fills up once.
struct SoakTrend: Sendable {
    let name: String
    let before: Double
    let after: Double
    let largest: Double
    /// The growth that is taken for noise.
    let tolerance: Double

    /// - Parameters:
    ///   - values: in the order of time, at least three.
    ///   - tolerance: absolute; beyond it 5 % are allowed.
    init(_ name: String, _ values: [Double], tolerance: Double) {
        let third = max(1, values.count / 3)
        self.name = name
        before = Sample(Array(values[third..<(2 * third)])).median
        after = Sample(Array(values[(values.count - third)...])).median
        largest = values.max() ?? 0
        self.tolerance = tolerance
    }

    var isFlat: Bool { after <= before * 1.05 + tolerance }

    /// Some of them as a table.
    static func table(_ trends: [SoakTrend]) -> String {
        let rows = trends.map { trend in
            """
            | \(trend.name) | \(Report.text(trend.before, 1)) | \(Report.text(trend.after, 1)) \
            | \(Report.text(trend.largest, 1)) | \(trend.isFlat ? "flat" : "**grew**") |
            """
        }
        let heads = ["| what must not grow | second third | last third | largest | |", "|---|---|---|---|---|"]
        return (heads + rows).joined(separator: "\n")
    }
}
