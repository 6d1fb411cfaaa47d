import JobCore
import JobEngine
import Yams

/// How a worker runs, in the configuration.
struct WorkerSettings: Sendable, Equatable {
    var maxConcurrent: Int?
    var shutdownTimeout: Duration?
    var idleExit: Duration?
    var pollInterval: Duration?
    var metricsAddress: ListenAddress?
    var logFormat: LogFormat?

    /// Keys that differ and take effect at the start of a worker only.
    func needingRestart(since old: WorkerSettings) -> [String] {
        var names: [String] = []
        if metricsAddress != old.metricsAddress { names.append("metricsAddress") }
        if logFormat != old.logFormat { names.append("logFormat") }
        return names
    }

    mutating func read(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) {
        try reader.section(node, "'worker'") { (key, node) throws(InvalidInput) in
            switch key {
            case "maxConcurrent": maxConcurrent = try reader.integer(node, "worker.maxConcurrent", in: 1...1000)
            case "shutdownTimeout": shutdownTimeout = try reader.duration(node, "worker.shutdownTimeout")
            case "idleExit": idleExit = try reader.duration(node, "worker.idleExit")
            case "pollInterval": pollInterval = try readPeriod(node, reader)
            case "metricsAddress": metricsAddress = try readAddress(node, reader)
            case "logFormat": logFormat = try reader.choice(node, "worker.logFormat", LogFormat.self)
            default:
                return ["maxConcurrent", "shutdownTimeout", "idleExit", "pollInterval", "metricsAddress", "logFormat"]
            }
            return nil
        }
    }

    private func readPeriod(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) -> Duration {
        let period = try reader.duration(node, "worker.pollInterval")
        guard (.seconds(1) ... .seconds(3600)).contains(period) else {
            throw reader.refuse(node, "worker.pollInterval: \(period.forPeople) is out of range. Give 1s to 1h.")
        }
        return period
    }

    private func readAddress(_ node: Node, _ reader: SettingsReader) throws(InvalidInput) -> ListenAddress {
        do {
            return try ListenAddress(parsing: node.scalar?.string ?? "", field: "worker.metricsAddress")
        } catch {
            throw reader.refuse(node, error.description)
        }
    }
}
