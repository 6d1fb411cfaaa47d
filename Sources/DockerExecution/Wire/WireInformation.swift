/// The fields of `GET /info` that are used here.
struct WireInformation: Decodable, Sendable {
    let cores: Int?
    let memory: Int64?
    let runningContainers: Int?
    let version: String?
    let initBinary: String?
    let initCommit: Commit?
    let runtimes: [String: Runtime]?
    let systemTime: String?
    /// Whether containers live on while the daemon is away.
    let hasLiveRestore: Bool?

    /// What its drivers have found, each by its driver and name.
    let discoveredDevices: [Device]?

    struct Device: Decodable, Sendable {
        let source: String
        let id: String
        private enum CodingKeys: String, CodingKey { case source = "Source", id = "ID" }
    }

    struct Commit: Decodable, Sendable {
        let id: String?
        private enum CodingKeys: String, CodingKey { case id = "ID" }
    }

    struct Runtime: Decodable, Sendable {}

    private enum CodingKeys: String, CodingKey {
        case cores = "NCPU", memory = "MemTotal", runningContainers = "ContainersRunning", version = "ServerVersion"
        case initBinary = "InitBinary", initCommit = "InitCommit", runtimes = "Runtimes", systemTime = "SystemTime"
        case hasLiveRestore = "LiveRestoreEnabled", discoveredDevices = "DiscoveredDevices"
    }

    /// Whether the engine can put an init process before a job's own. Docker says `N/A` for one that it cannot run.
    var hasInit: Bool { initBinary.map { !$0.isEmpty } ?? false && initCommit?.id != "N/A" }
}
