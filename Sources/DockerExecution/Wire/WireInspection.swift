import JobCore

/// The fields of `GET /containers/{id}/json` that are used here.
struct WireInspection: Decodable, Sendable {
    let id: String
    let state: State
    let config: Configuration?

    struct State: Decodable, Sendable {
        let status: String
        let isPaused: Bool?
        let wasOutOfMemory: Bool?
        let exitCode: Int?
        let pid: Int?
        let error: String?
        let startedAt: String?
        let finishedAt: String?

        private enum CodingKeys: String, CodingKey {
            case status = "Status", isPaused = "Paused", wasOutOfMemory = "OOMKilled", exitCode = "ExitCode"
            case pid = "Pid", error = "Error", startedAt = "StartedAt", finishedAt = "FinishedAt"
        }
    }

    struct Configuration: Decodable, Sendable {
        let labels: [String: String]?
        let hasTerminal: Bool?
        private enum CodingKeys: String, CodingKey { case labels = "Labels", hasTerminal = "Tty" }
    }

    private enum CodingKeys: String, CodingKey { case id = "Id", state = "State", config = "Config" }
}

extension ContainerInspection {
    /// What the engine's answer says, in the words of every executor.
    init(_ wire: WireInspection) {
        let state = wire.state
        self.init(
            id: ExecutionID(wire.id), state: ContainerState(state),
            startedAt: state.startedAt.flatMap { EngineTime(rfc3339: $0) },
            finishedAt: state.finishedAt.flatMap { EngineTime(rfc3339: $0) },
            startError: state.error.flatMap { $0.isEmpty ? nil : $0 }, labels: wire.config?.labels ?? [:],
            processID: state.pid.flatMap { $0 > 0 ? $0 : nil }, hasTerminal: wire.config?.hasTerminal ?? false)
    }
}

extension ContainerState {
    fileprivate init(_ state: WireInspection.State) {
        switch state.status {
        // The restart policy is always `no`; what restarts was changed by someone and has a process soon.
        case "running", "restarting", "stopping": self = .running(isPaused: state.isPaused ?? false)
        case "paused": self = .running(isPaused: true)
        case "exited", "stopped":
            self = .exited(code: state.exitCode ?? 0, wasOutOfMemory: state.wasOutOfMemory ?? false)
        default: self = ContainerState(word: state.status)
        }
    }

    /// The state that a list tells by one word; it has no exit codes.
    init(word: String) {
        switch word {
        case "created", "configured", "initialized": self = .created
        case "running", "restarting", "stopping": self = .running(isPaused: false)
        case "paused": self = .running(isPaused: true)
        case "exited", "stopped": self = .exited(code: 0, wasOutOfMemory: false)
        case "dead": self = .dead(reason: "the engine could not remove it")
        case "removing": self = .dead(reason: "it is being removed")
        default: self = .unknown(word)
        }
    }
}
