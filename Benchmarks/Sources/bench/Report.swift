import Foundation
import JobCore
import Measures

/// `Benchmarks/RESULTS.md`: goals, what was measured, and on what.
struct Report {
    /// One goal.
    struct Row {
        let goal: String
        let limit: String
        let measured: String
        let isMet: Bool
    }

    var rows: [Row] = []
    var details: [String] = []

    /// Whether every goal was met.
    var isMet: Bool { rows.allSatisfy(\.isMet) }

    mutating func add(_ goal: String, atMost limit: Double, _ value: Double, _ unit: String, digits: Int = 1) {
        rows.append(
            Row(
                goal: goal, limit: "≤ \(Self.text(limit, 0)) \(unit)", measured: "\(Self.text(value, digits)) \(unit)",
                isMet: value <= limit))
    }

    mutating func add(_ goal: String, _ limit: String, _ measured: String, isMet: Bool) {
        rows.append(Row(goal: goal, limit: limit, measured: measured, isMet: isMet))
    }

    mutating func explain(_ title: String, _ lines: [String]) {
        details.append("### \(title)\n\n" + lines.map { "- \($0)\n" }.joined())
    }

    /// A number with so many digits behind the point.
    static func text(_ value: Double, _ digits: Int) -> String {
        String(format: "%.\(digits)f", value)
    }

    /// `12.1 · 12.4 · 11.9`
    static func text(_ values: [Double], _ digits: Int) -> String {
        values.map { text($0, digits) }.joined(separator: " · ")
    }

    /// What was measured, when, and on what.
    struct Context {
        let machine: Machine
        let engine: String
        let version: String
        let date: Date
        let took: Duration
        let loadAfter: String
    }

    /// The whole page but for the console.
    func markdown(_ context: Context) -> String {
        section("# Results of `make bench`", context)
    }

    /// The part on the console.
    func consoleMarkdown(_ context: Context) -> String {
        section(ResultsPage.consoleTitle, context)
    }

    private func section(_ title: String, _ context: Context) -> String {
        let day = context.date.ISO8601Format().prefix(10)
        let machine = context.machine
        let gigabytes = Self.text(Double(machine.memory) / 1_073_741_824, 0)
        var text = """
            \(title)

            Written by it on \(day); \(Self.text(context.took.inSeconds / 60, 0)) minutes. \(context.version)

            | goal | limit | measured | |
            |---|---|---|---|

            """
        for row in rows {
            text += "| \(row.goal) | \(row.limit) | \(row.measured) | \(row.isMet ? "met" : "**missed**") |\n"
        }
        text += """

            Machine: \(machine.cores) cores (\(machine.processor)), \(gigabytes) GiB, \(machine.system), Linux
            \(machine.kernel), \(context.engine) on a private engine. Load of the last minute: \(machine.load) at the start,
            \(context.loadAfter) at the end (the benchmark itself makes about \(machine.cores)).


            """
        return text + details.joined(separator: "\n")
    }
}
