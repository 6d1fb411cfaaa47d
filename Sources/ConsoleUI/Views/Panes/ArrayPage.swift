import Foundation
import JobCore

/// What the detail says about a folded array, as lines.
struct ArrayPage {
    let array: JobArray
    /// The job that stands for it in the list.
    let sample: Job?
    /// What was read beside it; `nil` before the answer.
    let detail: JobDetail?
    let now: Date
    let clock: ClockText
    let width: Int
    let isASCII: Bool

    /// So many jobs that ended badly are named.
    static let named = 8

    var lines: [DetailLine] {
        let words = ArrayWords(array: array, now: now)
        let total = array.counts.values.reduce(0, +)
        let share = total == 0 ? 1 : Double(array.ended) / Double(total)
        let meter = Sparkline.meter(share, columns: max(4, min(24, width - 28)), isASCII: isASCII)
        var lines = [
            DetailLine(TerminalSafe.text(array.name), .strong), DetailLine(words.outcome, role), .blank,
            DetailLine("progress", "\(meter) \(array.ended) of \(total)", .accent),
        ]
        lines += counts + [.blank]
        if let bad = detail?.badMembers, !bad.isEmpty {
            let rest = array.failures - bad.count
            let list = bad.map(\.description).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
            lines += [DetailLine("FAILED", .dim)] + wrapped(list) + [.blank]
        }
        lines.append(DetailLine("jobs", "\(array.numbers.lowerBound) to \(array.numbers.upperBound)"))
        if let sample {
            lines.append(DetailLine("image", TerminalSafe.text(sample.spec.image)))
            if let group = sample.group { lines.append(DetailLine("group", group)) }
        }
        if let first = array.rerunOf { lines.append(DetailLine("again", "jobs of array \(first)")) }
        lines.append(DetailLine("submitted", clock.seconds(array.createdAt, now: now)))
        lines += [.blank] + wrapped("enter shows its jobs. What is done here is done to all of them.", .dim)
        return lines
    }

    private var role: DetailLine.Role {
        if array.failures > 0 { return .bad }
        guard array.status.isTerminal else { return .accent }
        return array.status == .cancelled ? .dim : .good
    }

    private var counts: [DetailLine] {
        let order: [JobStatus] = [
            .running, .launching, .retrying, .queued, .pending, .completed, .failed, .timeout, .cancelled,
        ]
        return order.compactMap { status in
            let count = array.counts[status] ?? 0
            return count > 0 ? DetailLine(status.rawValue, "\(count)") : nil
        }
    }

    private func wrapped(_ text: String, _ role: DetailLine.Role = .text) -> [DetailLine] {
        WrappedText.lines(text, width: width).map { DetailLine($0, role) }
    }
}
