/// An option of `berth run` that says something about the job; its raw value is its long name. Both front ends read them by
/// `DraftBuilder`: the command from its arguments, the console from its form.
public enum RunOption: String, CaseIterable, Hashable, Sendable {
    case environment = "env"
    case environmentFile = "env-file"
    case secret
    case secretFile = "secret-file"
    case volume
    case mount
    case tmpfs
    case workingDirectory = "workdir"
    case user
    case publish
    case gpus
    case sharedMemory = "shm-size"
    case memory
    case cpus
    case resource
    case pidsLimit = "pids-limit"
    case network
    case networkAlias = "network-alias"
    case entrypoint
    case label
    case labelFile = "label-file"
    case platform
    case initProcess = "init"
    case hostname
    case addHost = "add-host"
    case dns
    case device
    case ulimit
    case addCapability = "cap-add"
    case dropCapability = "cap-drop"
    case privileged
    case stopSignal = "stop-signal"
    case stopTimeout = "stop-timeout"
    case readOnly = "read-only"
    case terminal = "tty"
    case pull
    case shell
    case name
    case priority
    case timeout
    case retry
    case retryOn = "retry-on"
    case host
    case executor
    case region
    case require
    case prefer
    case at
    case delay = "in"
    case hold
    case after
    case group
    case each
    case matrix
    case unique
    case idempotencyKey = "idempotency-key"
    case template
    case environmentTemplate = "env-template"

    /// How many values it takes.
    public enum Arity: Sendable {
        /// It is there or not.
        case flag
        /// It is there, there with `no-` before its name, or not there.
        case toggle
        /// One; a later one wins.
        case single
        /// Any number.
        case list
    }

    /// How many values it takes.
    public var arity: Arity {
        switch self {
        case .privileged, .readOnly, .terminal, .shell, .hold: .flag
        case .initProcess: .toggle
        case .environment, .environmentFile, .secret, .secretFile, .volume, .mount, .tmpfs, .publish, .network,
            .networkAlias, .label, .labelFile, .addHost, .dns, .device, .ulimit, .addCapability, .dropCapability,
            .environmentTemplate, .after, .matrix, .require, .prefer, .resource:
            .list
        default: .single
        }
    }

    /// As it is written on a command line, and as errors name it.
    public var flag: String { "--" + rawValue }

    /// The option that an error is about; `nil` when it is about something else.
    public init?(field: String) {
        guard field.hasPrefix("--") else { return nil }
        self.init(rawValue: String(field.dropFirst(2)))
    }
}
