/// How large the parts of a job may be (reliability.md, Admission).
public enum SpecLimits {
    /// Bytes of a job's name.
    public static let nameBytes = 128
    /// Words of a command.
    public static let commandWords = 128
    /// Bytes of a command, all words together.
    public static let commandBytes = 64 << 10
    /// Variables.
    public static let variables = 256
    /// Bytes of all variables together, names included.
    public static let environmentBytes = 64 << 10
    /// Bytes of one variable, its name included.
    public static let variableBytes = 32 << 10
    /// Labels.
    public static let labels = 64
    /// Bytes of all labels together, names included.
    public static let labelBytes = 4 << 10
    /// Networks, mounts, ports, devices, hosts, servers, ulimits: at most so many of each.
    public static let entries = 64
    /// The engine's own minimum.
    public static let minimumMemory = ByteCount.megabytes(6)
    /// More than any machine has; a larger figure is a slip of the pen.
    public static let maximumMemory = ByteCount.gigabytes(64 << 10)
    /// Cores.
    public static let cpus = 0.01...1024.0
    /// Processes and threads; the upper end is the kernel's `PID_MAX_LIMIT`.
    public static let pids = 1...4_194_304
    /// How many there may be, or a job may take, of what a host only counts.
    public static let counter = 0...1_000_000
    /// A job's deadline.
    public static let timeout = Duration.seconds(1)...Duration.seconds(30 * 86400)
    /// Time between the stop signal and SIGKILL.
    public static let stopGrace = Duration.zero...Duration.seconds(86400)
    /// A job's priority.
    public static let priority = 0...100
    /// Jobs and arrays that one comes after.
    public static let dependencies = 256
    /// Attempts of a retry policy.
    public static let attempts = 1...100
}
