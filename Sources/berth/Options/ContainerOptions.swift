import ArgumentParser
import JobCore

/// What `docker run` calls its options, for what exists here too (CMD-01). Text as it was typed; `DraftBuilder` reads it.
/// Values are taken unconditionally, so that `--cpus -1` is refused for its value and not taken for an option.
struct ContainerOptions: ParsableArguments {
    @Option(
        name: [.customShort("e"), .customLong("env")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A variable; without =VALUE it is taken from your environment.", valueName: "NAME=VALUE"))
    var environment: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Variables, one NAME=VALUE a line, # comments.", valueName: "file"))
    var envFile: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A variable from your environment, sealed at rest and masked; what the job itself writes is not masked.",
            valueName: "NAME"))
    var secret: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A secret variable from a file, its last newline left out.", valueName: "NAME=path"))
    var secretFile: [String] = []

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A directory or volume: /host:/path[:ro], name:/path[:ro], /path.", valueName: "mount"))
    var volume: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("The same as type=bind|volume|tmpfs,source=…,target=…[,readonly].", valueName: "mount"))
    var mount: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A file system in memory, /path[:options].", valueName: "path"))
    var tmpfs: [String] = []

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("Working directory in the container.", valueName: "dir"))
    var workdir: String?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("User, name or number, with :group.", valueName: "user"))
    var user: String?

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A port: [address:][hostPort:]port[/udp].", valueName: "port"))
    var publish: [String] = []

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("all, a count, or device=0,1.", valueName: "gpus"))
    var gpus: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "How many it takes of what its host counts, such as license=1. Repeatable.", valueName: "name=number"))
    var resource: [String] = []

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Size of /dev/shm, such as 64m.", valueName: "size"))
    var shmSize: String?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("Memory at most, hard: 512m, 2g.", valueName: "size"))
    var memory: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Cores at most: 0.5, 2.", valueName: "number"))
    var cpus: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Processes and threads at most.", valueName: "number"))
    var pidsLimit: String?

    @Option(
        name: [.customLong("network"), .customLong("net")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A network of the engine: bridge, none, or its name.", valueName: "network"))
    var network: [String] = []

    @Option(
        name: [.customLong("network-alias"), .customLong("net-alias")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A name by which others on the network reach the job.", valueName: "name"))
    var networkAlias: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Replaces the image's entrypoint; \"\" removes it.", valueName: "program"))
    var entrypoint: String?

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A label on job and container.", valueName: "name=value"))
    var label: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Labels, one name=value a line.", valueName: "file"))
    var labelFile: [String] = []

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Such as linux/arm64.", valueName: "platform"))
    var platform: String?

    @Flag(
        inversion: .prefixedNo,
        help: "Run a small init as process 1. Default: where the engine has one and the image's entrypoint is none.")
    var `init`: Bool?

    @Option(
        name: .shortAndLong, parsing: .unconditional,
        help: ArgumentHelp("The container's host name.", valueName: "name"))
    var hostname: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A line of /etc/hosts.", valueName: "name:address"))
    var addHost: [String] = []

    @Option(name: .long, parsing: .unconditionalSingleValue, help: ArgumentHelp("A DNS server.", valueName: "address"))
    var dns: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A device, host[:container[:rwm]].", valueName: "device"))
    var device: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A limit of the kernel, such as nofile=1024:2048.", valueName: "limit"))
    var ulimit: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue, help: ArgumentHelp("A capability to add.", valueName: "name"))
    var capAdd: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue, help: ArgumentHelp("A capability to drop.", valueName: "name"))
    var capDrop: [String] = []

    @Flag(help: "All rights over the host; needs hosts.allow in the configuration.")
    var privileged = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The signal that asks the job to end.", valueName: "signal"))
    var stopSignal: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Time from that signal to SIGKILL. Default 10s.", valueName: "duration"))
    var stopTimeout: String?

    @Flag(name: .customLong("read-only"), help: "The root file system is read-only.")
    var isRootReadOnly = false

    @Flag(name: .shortAndLong, help: "Allocate a terminal; both streams become one.")
    var tty = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("When the image is pulled: missing, always, never.", valueName: "policy"),
        completion: .list(PullPolicy.allCases.map(\.rawValue)))
    var pull: String?

    @Flag(name: .customLong("shell"), help: "Join the words of COMMAND and run them by sh -c.")
    var usesShell = false
}
