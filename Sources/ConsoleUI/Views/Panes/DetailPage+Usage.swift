import Foundation
import JobCore

extension DetailPage {
    /// Limits against what was used, each with its course.
    var usage: [DetailLine] {
        var lines = memory + cpu + reserved
        if let timeout = job.timeout { lines.append(DetailLine("deadline", "\(timeout.forPeople) after its start")) }
        return lines
    }

    /// GPUs by name, and what it takes of what its host counts.
    private var reserved: [DetailLine] {
        let limits = job.spec.limits
        var lines: [DetailLine] = []
        if let gpus = limits.gpus {
            let given = detail?.attempts.last?.reservation.gpus ?? []
            lines.append(DetailLine("gpus", given.isEmpty ? "\(gpus) asked for" : given.joined(separator: ", ")))
        }
        let counters = CounterText.text(limits.counters)
        if !counters.isEmpty { lines.append(DetailLine("takes", counters)) }
        return lines
    }

    private var samples: [UsageSample] { detail?.usage ?? [] }

    private var memory: [DetailLine] {
        let peak = detail?.attempts.last?.peakMemory
        let limit = job.spec.limits.memory
        guard peak != nil || limit != nil else { return [] }
        var text = peak.map { "peak \($0)" + (limit.map { " of \($0)" } ?? ", no limit") } ?? ""
        if peak == nil, let limit { text = "limit \(limit)" }
        var role = DetailLine.Role.text
        if let peak, let limit, limit.rawValue > 0 {
            let share = Double(peak.rawValue) / Double(limit.rawValue)
            text += " (\(Int((share * 100).rounded())) %)"
            if share >= 0.95 { role = .bad }
        }
        let series = samples.map { Double($0.memory.rawValue) }
        return [DetailLine("memory", text, role)] + course(series, top: limit.map { Double($0.rawValue) })
    }

    private var cpu: [DetailLine] {
        let seconds = detail?.attempts.last?.cpuSeconds ?? samples.last?.cpuSeconds
        let limit = job.spec.limits.cpus
        guard seconds != nil || limit != nil else { return [] }
        var text = seconds.map { "\(Duration.seconds(max(0, $0)).forPeople) used" } ?? ""
        if job.status.isLive, let now = samples.last?.cpuPercent { text += ", now \(Int(now.rounded())) %" }
        if let limit { text += (text.isEmpty ? "" : ", ") + "limit \(CoreCount.text(limit))" }
        return [DetailLine("cpu", text)] + course(samples.compactMap(\.cpuPercent), top: limit.map { $0 * 100 })
    }

    private func course(_ values: [Double], top: Double?) -> [DetailLine] {
        let columns = max(8, min(40, width - 13))
        guard values.count > 1 else { return [] }
        return [DetailLine("", Sparkline.text(values, columns: columns, top: top, isASCII: isASCII), .accent)]
    }
}
