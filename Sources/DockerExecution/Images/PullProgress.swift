import JobCore

/// Sums up the lines of a pull for people. A value.
struct PullProgress: Sendable {
    private struct Layer {
        var current: Int64 = 0
        var total: Int64 = 0
        var isComplete = false
    }

    private var layers: [String: Layer] = [:]
    private var lastStatus = ""

    /// Takes the next line.
    /// - Throws: `EngineFailure.reported` when the line is the pull's failure.
    mutating func note(_ line: PullLine) throws {
        if let failure = line.failure {
            throw EngineFailure.reported(failure.message ?? "no reason given")
        }
        if let status = line.status { lastStatus = status }
        guard let id = line.id, let status = line.status, !status.hasPrefix("Pulling from") else { return }
        var layer = layers[id] ?? Layer()
        switch status {
        case "Downloading":
            layer.current = max(layer.current, line.progress?.current ?? 0)
            layer.total = max(layer.total, line.progress?.total ?? 0)
        case "Pull complete", "Already exists", "Download complete":
            layer.isComplete = true
            layer.current = layer.total
        default: break
        }
        layers[id] = layer
    }

    /// `pulling: 2 of 5 layers, 12 MB of 45 MB`
    var summary: String {
        guard !layers.isEmpty else { return lastStatus.isEmpty ? "pulling" : "pulling: \(lastStatus)" }
        let complete = layers.values.count { $0.isComplete }
        let current = layers.values.reduce(0) { $0 + $1.current }
        let total = layers.values.reduce(0) { $0 + $1.total }
        let layersText = "pulling: \(complete) of \(layers.count) layers"
        guard total > 0 else { return layersText }
        return "\(layersText), \(ByteCount(rawValue: current)) of \(ByteCount(rawValue: total))"
    }
}
