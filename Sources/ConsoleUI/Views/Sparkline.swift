/// A series of values as a row of small bars.
enum Sparkline {
    // Nothing that lies on the base line alone: a row of that would look like underlined text.
    private static let bars = Array("·▂▃▄▅▆▇█")
    private static let asciiBars = Array(".:-=*#")

    /// One sign a column, the newest value last; more values than columns are put together by their largest.
    ///
    /// - Parameters:
    ///   - top: what a full bar stands for; `nil` for the largest value.
    static func text(_ values: [Double], columns: Int, top: Double? = nil, isASCII: Bool) -> String {
        guard columns > 0, !values.isEmpty else { return "" }
        let bars = isASCII ? asciiBars : bars
        let size = (values.count + columns - 1) / columns
        let groups = stride(from: 0, to: values.count, by: size).map { start in
            values[start..<min(values.count, start + size)].max() ?? 0
        }
        let full = max(top ?? 0, groups.max() ?? 0)
        guard full > 0 else { return String(repeating: bars[0], count: groups.count) }
        return String(groups.map { bars[min(bars.count - 1, max(0, Int($0 / full * Double(bars.count))))] })
    }

    /// `█████░░░░░`
    static func meter(_ share: Double, columns: Int, isASCII: Bool) -> String {
        let filled = Int((min(1, max(0, share)) * Double(columns)).rounded())
        return String(repeating: isASCII ? "#" : "█", count: filled)
            + String(repeating: isASCII ? "." : "░", count: max(0, columns - filled))
    }
}
