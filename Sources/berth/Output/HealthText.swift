import JobCore

/// An engine's answer to a check, in one line.
enum HealthText {
    static func line(host: String, _ health: EngineHealth) -> String {
        if let failure = health.failure { return TerminalSafe.text("\(host): not well. \(failure)") }
        var parts = ["\(host): ok"]
        if let engine = health.engine { parts.append(engine) }
        if let cores = health.cores { parts.append("\(cores) cores") }
        if let memory = health.memory { parts.append("\(memory)") }
        if let running = health.runningContainers { parts.append("\(running) containers run there") }
        parts.append("answered in \(Int((health.responseTime.inSeconds * 1000).rounded())) ms")
        return TerminalSafe.text(parts.joined(separator: ", "))
    }
}
