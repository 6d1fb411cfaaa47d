import Foundation
import JobCore
import Synchronization

/// A specification as its column holds it: only what differs from the default, so that reading is quick, and so that rows
/// stay readable when a field is added. Image and environment have places of their own.
struct StoredSpec: Codable {
    private var command: [String]?
    private var entrypoint: [String]?
    private var workingDirectory: String?
    private var user: String?
    private var hostname: String?
    private var labels: [String: String]?
    private var limits: ResourceLimits?
    private var mounts: [Mount]?
    private var tmpfs: [String: String]?
    private var isRootReadOnly: Bool?
    private var networks: [NetworkAttachment]?
    private var extraHosts: [String]?
    private var dns: [String]?
    private var ports: [PortBinding]?
    private var devices: [DeviceMapping]?
    private var ulimits: [Ulimit]?
    private var addedCapabilities: [String]?
    private var droppedCapabilities: [String]?
    private var isPrivileged: Bool?
    private var platform: String?
    private var stopSignal: String?
    private var stopGraceInNanoseconds: Int64?
    private var initProcess: InitProcess?
    private var hasTerminal: Bool?
    private var pullPolicy: PullPolicy?
    private var takesInput: Bool?

    init(_ spec: JobSpec) {
        let plain = JobSpec(image: "")
        func changed<Value: Equatable>(_ path: KeyPath<JobSpec, Value>) -> Value? {
            spec[keyPath: path] == plain[keyPath: path] ? nil : spec[keyPath: path]
        }
        command = changed(\.command)
        entrypoint = spec.entrypoint
        workingDirectory = spec.workingDirectory
        user = spec.user
        hostname = spec.hostname
        labels = changed(\.labels)
        limits = changed(\.limits)
        mounts = changed(\.mounts)
        tmpfs = changed(\.tmpfs)
        isRootReadOnly = changed(\.isRootReadOnly)
        networks = changed(\.networks)
        extraHosts = changed(\.extraHosts)
        dns = changed(\.dns)
        ports = changed(\.ports)
        devices = changed(\.devices)
        ulimits = changed(\.ulimits)
        addedCapabilities = changed(\.addedCapabilities)
        droppedCapabilities = changed(\.droppedCapabilities)
        isPrivileged = changed(\.isPrivileged)
        platform = spec.platform
        stopSignal = spec.stopSignal
        stopGraceInNanoseconds = changed(\.stopGrace)?.nanoseconds
        initProcess = changed(\.initProcess)
        hasTerminal = changed(\.hasTerminal)
        pullPolicy = changed(\.pullPolicy)
        takesInput = changed(\.takesInput)
    }

    func spec(image: String) -> JobSpec {
        var spec = JobSpec(image: image, command: command ?? [])
        spec.entrypoint = entrypoint
        spec.workingDirectory = workingDirectory
        spec.user = user
        spec.hostname = hostname
        spec.platform = platform
        spec.stopSignal = stopSignal
        func set<Value>(_ path: WritableKeyPath<JobSpec, Value>, _ value: Value?) {
            if let value { spec[keyPath: path] = value }
        }
        set(\.labels, labels)
        set(\.limits, limits)
        set(\.mounts, mounts)
        set(\.tmpfs, tmpfs)
        set(\.isRootReadOnly, isRootReadOnly)
        set(\.networks, networks)
        set(\.extraHosts, extraHosts)
        set(\.dns, dns)
        set(\.ports, ports)
        set(\.devices, devices)
        set(\.ulimits, ulimits)
        set(\.addedCapabilities, addedCapabilities)
        set(\.droppedCapabilities, droppedCapabilities)
        set(\.isPrivileged, isPrivileged)
        set(\.stopGrace, stopGraceInNanoseconds.map { .nanoseconds($0) })
        set(\.initProcess, initProcess)
        set(\.hasTerminal, hasTerminal)
        set(\.pullPolicy, pullPolicy)
        set(\.takesInput, takesInput)
        return spec
    }
}

extension StoredSpec {
    /// The text of the column.
    static func text(_ spec: JobSpec) throws -> String { try StoredJSON.text(StoredSpec(spec)) }

    /// What a text of the column says.
    ///
    /// Most jobs of a batch say the same, and those that wait are read again in each round: texts read lately are not parsed
    /// again.
    static func reading(_ text: String, _ decoder: JSONDecoder) throws -> StoredSpec {
        if let known = recent.withLock({ $0[text] }) { return known }
        let spec: StoredSpec = try StoredJSON.value(text, decoder)
        guard text.utf8.count <= longestKept else { return spec }
        recent.withLock { recent in
            if recent.count == mostKept { recent = [:] }
            recent[text] = spec
        }
        return spec
    }

    private static let recent = Mutex<[String: StoredSpec]>([:])
    private static let mostKept = 256
    /// In bytes.
    private static let longestKept = 2048
}
