import JobCore

/// Options that `docker run` has and `berth run` has not, each with what to do instead, so that none is ignored (CMD-01).
enum DockerOptions {
    /// Says why an option is refused.
    ///
    /// - Parameter argument: as typed, such as `--rm`, `-it` or `--cpu-shares=5`.
    static func refusal(of argument: String) -> InvalidInput {
        let name = String(argument.prefix { $0 != "=" })
        if let remedy = remedies[name] {
            return InvalidInput(name, "Berth has no such option. \(remedy)")
        }
        if !name.hasPrefix("--"), let (letter, remedy) = shortRemedy(in: name.dropFirst()) {
            return InvalidInput("-\(letter)", "Berth has no such option. \(remedy)")
        }
        if withoutEquivalent.contains(name) {
            return InvalidInput(
                name,
                "docker run has this option, Berth has not; it is refused, because ignoring it would change what runs. Leave it out, or bake it into the image."
            )
        }
        return InvalidInput(
            TextForSentence.shortened(name),
            "There is no such option. Options stand before IMAGE; see `berth run --help`.")
    }

    /// Options of docker's and podman's that we have not and that take no value.
    static let plainNames: Set<String> = [
        "--rm", "--sig-proxy", "--publish-all", "--oom-kill-disable", "--no-healthcheck",
        "--disable-content-trust", "--use-api-socket", "--replace", "--tls", "--tlsverify", "--debug", "--quiet-pull",
    ]

    /// Whether it is known that docker has an option, so that it is known what its value is.
    static func isKnown(_ name: String) -> Bool {
        remedies[name] != nil || withoutEquivalent.contains(name) || plainNames.contains(name)
    }

    private static func shortRemedy(in letters: Substring) -> (Character, String)? {
        for letter in letters {
            if let remedy = remedies["-\(letter)"] { return (letter, remedy) }
        }
        return nil
    }

    private static let attach =
        "Both streams are shown unless you say -d; `berth logs --stream stderr` shows one of them."
    private static let shares = "Use --cpus, a limit that does not depend on the neighbours."

    private static let remedies: [String: String] = [
        "--rm": "Leave it out: Berth removes the container as soon as its log and result are stored.",
        "--restart": "Use --retry and --retry-on: Berth itself tries again, and counts.",
        "--attach": attach, "-a": attach,
        "--sig-proxy": "^C asks the job to end, ^\\ leaves it running.",
        "--log-driver": "Berth keeps the log itself; `berth logs` shows it.",
        "--log-opt": "Berth keeps the log itself; `berth logs` shows it.",
        "--cidfile": "Use `berth run -d`, which prints the job's number, or --result FILE.",
        "--memory-swap": "Memory is a hard limit: swap is set equal to --memory.",
        "--memory-reservation": "Use --memory, which is a hard limit.",
        "--memory-swappiness": "Memory is a hard limit: swap is set equal to --memory.",
        "--kernel-memory": "Use --memory, which counts the kernel's part too.",
        "--cpu-shares": shares, "-c": shares, "--cpu-quota": shares, "--cpu-period": shares,
        "--publish-all": "Publish each port by -p.", "-P": "Publish each port by -p.",
        "--link": "Put both on a network of your own by --network and --network-alias.",
        "--pid": "Jobs keep process numbers of their own.",
        "--ipc": "Jobs keep memory of their own; --shm-size sets its size.",
        "--uts": "Jobs keep a host name of their own; --hostname sets it.",
        "--userns": "The engine's own setting holds.",
        "--quiet-pull": "Use -q.",
        "--volumes-from": "Name the volumes by -v.",
        "--group": "Groups come later; name related jobs alike and filter by `berth list --name`.",
        "--after": "Jobs cannot wait for others yet; use --hold and `berth release`.",
    ]

    private static let withoutEquivalent: Set<String> = [
        "--annotation", "--blkio-weight", "--blkio-weight-device", "--cgroup-parent", "--cgroupns", "--cpu-count",
        "--cpu-percent", "--cpu-rt-period", "--cpu-rt-runtime", "--cpuset-cpus", "--cpuset-mems",
        "--device-cgroup-rule",
        "--device-read-bps", "--device-read-iops", "--device-write-bps", "--device-write-iops",
        "--disable-content-trust",
        "--dns-opt", "--dns-option", "--dns-search", "--domainname", "--expose", "--group-add", "--health-cmd",
        "--health-interval", "--health-retries", "--health-start-interval", "--health-start-period", "--health-timeout",
        "--io-maxbandwidth", "--io-maxiops", "--ip", "--ip6", "--isolation", "--link-local-ip", "--mac-address",
        "--no-healthcheck", "--oom-kill-disable", "--oom-score-adj", "--runtime", "--security-opt", "--storage-opt",
        "--sysctl", "--use-api-socket", "--volume-driver",
    ]
}
