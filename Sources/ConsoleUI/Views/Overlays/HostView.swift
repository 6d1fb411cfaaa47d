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
        lines += [
            DetailLine("kind", row.host.kind.rawValue), DetailLine("endpoint", row.host.endpoint),
            DetailLine("slots", "\(words.slots) taken"), DetailLine("held", held(row.load)),
            DetailLine("weight", String(row.host.weight)), DetailLine("region", row.host.region ?? "none"),
            DetailLine("pull", row.host.allowsPull ? "images may be pulled" : "images are never pulled"),
            DetailLine("containers", removal(row.host.removal)),
        ]
        lines += row.host.labels.sorted { $0.key < $1.key }.map { DetailLine("label", "\($0.key)=\($0.value)") }
        lines += row.host.options.sorted { $0.key < $1.key }.map { DetailLine("option", "\($0.key)=\($0.value)") }
        return lines
    }

    private func condition(_ condition: HostCondition?) -> [DetailLine] {
        guard let condition else { return [] }
        var lines: [DetailLine] = []
        if let reason = condition.reason { lines.append(DetailLine("reason", reason, .bad)) }
        if case .misconfigured(let reason) = condition.state { lines.append(DetailLine("reason", reason, .bad)) }
        if let engine = condition.engine { lines.append(DetailLine("engine", engine)) }
        let machine = [condition.cores.map { "\($0) cores" }, condition.memory?.description].compactMap { $0 }
        if !machine.isEmpty { lines.append(DetailLine("machine", machine.joined(separator: ", "))) }
        if let running = condition.runningContainers {
            lines.append(DetailLine("load", "\(running) containers run there, ours or not"))
        }
        if let capabilities = condition.capabilities {
            let words = Capability.allCases.filter(capabilities.contains).map(\.words)
            lines.append(DetailLine("can", words.joined(separator: ", ")))
        }
        let clock = ClockText(secondsFromUTC: state.secondsFromUTC)
        lines.append(DetailLine("asked", "at \(clock.seconds(condition.checkedAt, now: state.now))"))
        return lines
    }

    private func removal(_ removal: ContainerRemoval) -> String {
        switch removal {
        case .atOnce: "removed when the job has ended"
        case .after(let time): "removed \(time.forPeople) after the end"
        case .never: "kept until a clean-up"
        }
    }

    /// What our live attempts asked for there.
    private func held(_ load: HostLoad) -> String {
        "\(load.memory) and \(CoreCount.text(load.cpus)) promised to jobs"
    }
}
