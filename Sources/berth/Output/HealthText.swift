import JobCore

/// An engine's answer to a check, in one line.
enum HealthText {
    static func line(host: String, _ health: EngineHealth) -> String {
        if let failure = health.failure { return TerminalSafe.text("\(host): not well. \(failure)") }
        var parts = ["\(host): ok"]
        if let engine = health.engine { parts.append(engine) }
        if let cores = health.cores { parts.append("\(cores) cores") }
        if let memory = health.memory { parts.append("\(memory)") }
        if let running = health.runningContainers {
            parts.append(running == 1 ? "1 container runs there" : "\(running) containers run there")
        }
        parts.append("answered in \(Int((health.responseTime.inSeconds * 1000).rounded())) ms")
        return TerminalSafe.text(parts.joined(separator: ", "))
    }

    /// One step of the way to an engine, below that line.
    static func line(_ step: ProbeStep) -> String {
        let mark =
            switch step.outcome {
            case .fine: " "
            case .warning: "!"
            case .failed: "✗"
            }
        let padding = String(repeating: " ", count: max(1, 14 - step.name.count))
        return TerminalSafe.text("  \(mark) \(step.name)\(padding)\(step.detail)")
    }
}
