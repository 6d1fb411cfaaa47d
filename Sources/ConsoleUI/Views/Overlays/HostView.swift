import Foundation
import JobCore

/// Everything about one host, as lines.
struct HostView {
    let name: String
    let state: ConsoleState

    var lines: [DetailLine] {
        guard let row = state.hosts.rows?.first(where: { $0.host.name == name }) else {
            return [DetailLine("Host '\(name)' is not in the store any more.", .dim)]
        }
        let words = HostWords(row: row, now: state.now)
        let role: DetailLine.Role = words.mood == .well ? .good : words.mood == .bad ? .bad : .warning
        var lines = [DetailLine("state", words.state, role)]
        lines += condition(row.host.condition)
        lines += utilisation(ResourceLedger(host: row.host, load: row.load))
        lines += [
            DetailLine("kind", row.host.kind.rawValue), DetailLine("endpoint", row.host.endpoint),
            DetailLine("weight", String(row.host.weight)), DetailLine("region", row.host.region ?? "none"),
            DetailLine("pull", row.host.allowsPull ? "images may be pulled" : "images are never pulled"),
            DetailLine("containers", removal(row.host.removal)),
        ]
        lines += row.host.labels.sorted { $0.key < $1.key }.map { DetailLine("label", "\($0.key)=\($0.value)") }
        lines += row.host.options.sorted { $0.key < $1.key }.map { DetailLine("option", "\($0.key)=\($0.value)") }
        if let metrics = row.metrics { lines += [DetailLine.blank] + HostMetricsWords(metrics: metrics).lines }
        return lines
    }

    /// What jobs hold of what there is, each with a bar.
    private func utilisation(_ ledger: ResourceLedger) -> [DetailLine] {
        let isASCII = !state.settings.abilities.isUTF8
        var lines = ledger.utilisation.map { part -> DetailLine in
            let total = part.total.map { " of \(part.amount($0))" } ?? ""
            var line = DetailLine(part.name, "")
            if let share = part.share {
                line.parts.append((Sparkline.meter(share, columns: 10, isASCII: isASCII) + " ", .accent))
            }
            line.parts.append((part.amount(part.used) + total, .text))
            if !part.percent.isEmpty { line.parts.append(("  " + part.percent, .dim)) }
            return line
        }
        if !ledger.host.gpus.isEmpty {
            let free = ledger.freeGPUs
            lines.append(DetailLine("free GPUs", free.isEmpty ? "none" : free.joined(separator: ", ")))
        }
        return lines
    }

    private func condition(_ condition: HostCondition?) -> [DetailLine] {
        guard let condition else { return [] }
        var lines: [DetailLine] = []
        if let reason = condition.reason { lines += DetailLine.wrapped("reason", reason, .bad, width: width) }
        if case .misconfigured(let reason) = condition.state, reason != condition.reason {
            lines += DetailLine.wrapped("reason", reason, .bad, width: width)
        }
        if let engine = condition.engine { lines.append(DetailLine("engine", engine)) }
        let machine = [condition.cores.map { "\($0) cores" }, condition.memory?.description].compactMap { $0 }
        if !machine.isEmpty { lines.append(DetailLine("machine", machine.joined(separator: ", "))) }
        if let running = condition.runningContainers {
            lines.append(
                DetailLine(
                    "load",
                    running == 1
                        ? "1 container runs there, ours or not" : "\(running) containers run there, ours or not"))
        }
        if let capabilities = condition.capabilities {
            let words = Capability.allCases.filter(capabilities.contains).map(\.words)
            lines += DetailLine.wrapped("can", words.joined(separator: ", "), width: width)
        }
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        lines.append(DetailLine("asked", "at \(clock.seconds(condition.checkedAt, now: state.now))"))
        return lines
    }

    /// The columns inside the box.
    private var width: Int { max(24, state.size.columns - 7) }

    private func removal(_ removal: ContainerRemoval) -> String {
        switch removal {
        case .atOnce: "removed when the job has ended"
        case .after(let time): "removed \(time.forPeople) after the end"
        case .never: "kept until a clean-up"
        }
    }
}
