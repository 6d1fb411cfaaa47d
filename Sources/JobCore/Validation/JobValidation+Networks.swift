extension JobValidation {
    /// Networks whose names have a meaning of their own; they take no aliases.
    private static let builtInNetworks: Set<String> = ["bridge", "default", "none", "host"]

    static func checkNetworks(_ spec: JobSpec, _ policy: SafetyPolicy) throws(InvalidInput) {
        try checkCount(spec.networks.count, "--network")
        var names = Set<String>()
        for network in spec.networks {
            guard !network.name.hasPrefix("container:") else {
                throw InvalidInput(
                    "--network", "A job cannot share another container's network. Name a network of the engine.")
            }
            try TextRules.checkIdentifier(network.name, "--network", atMost: 128)
            guard names.insert(network.name).inserted else {
                throw InvalidInput("--network", "'\(network.name)' is given twice. Give it once.")
            }
            for alias in network.aliases { try TextRules.checkIdentifier(alias, "--network-alias", atMost: 128) }
            if !network.aliases.isEmpty, builtInNetworks.contains(network.name) {
                throw InvalidInput(
                    "--network-alias", "The network '\(network.name)' has no aliases. Make a network of your own.")
            }
        }
        if names.count > 1, let alone = ["none", "host"].first(where: names.contains) {
            throw InvalidInput("--network", "'\(alone)' cannot be joined with other networks. Leave one of them out.")
        }
        if names.contains("host") {
            try policy.require(
                .hostNetwork, field: "--network",
                danger: "The host's network gives the job all that listens on the host")
        }
        try checkPorts(spec, without: ["none", "host"].first(where: names.contains))
        try checkNames(spec)
    }

    private static func checkPorts(_ spec: JobSpec, without network: String?) throws(InvalidInput) {
        try checkCount(spec.ports.count, "--publish")
        if let network, !spec.ports.isEmpty {
            throw InvalidInput(
                "--publish",
                "On the network '\(network)' no port can be published; engines would ignore it. Leave it out.")
        }
        for port in spec.ports {
            for number in [port.containerPort, port.hostPort].compactMap(\.self) where !(1...65535).contains(number) {
                throw InvalidInput("--publish", "\(number) is no port. Give 1 to 65535.")
            }
            guard ["tcp", "udp", "sctp"].contains(port.transport) else {
                throw InvalidInput(
                    "--publish", "'\(TextRules.shortened(port.transport))' is no protocol. Write tcp, udp or sctp.")
            }
            guard port.hostAddress.isEmpty || TextRules.isAddress(port.hostAddress) else {
                throw InvalidInput(
                    "--publish",
                    "'\(TextRules.shortened(port.hostAddress))' is no address. Write for example 127.0.0.1:8080:80.")
            }
        }
    }

    private static func checkNames(_ spec: JobSpec) throws(InvalidInput) {
        try checkCount(spec.extraHosts.count, "--add-host")
        for line in spec.extraHosts {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else {
                throw InvalidInput(
                    "--add-host",
                    "'\(TextRules.shortened(line))' lacks an address. Write name:address, such as db:10.0.0.5.")
            }
            try checkHostname(String(parts[0]))
            guard parts[1] == "host-gateway" || TextRules.isAddress(String(parts[1])) else {
                throw InvalidInput(
                    "--add-host",
                    "'\(TextRules.shortened(String(parts[1])))' is no address. Write an IP or host-gateway.")
            }
        }
        try checkCount(spec.dns.count, "--dns")
        for server in spec.dns where !TextRules.isAddress(server) {
            throw InvalidInput("--dns", "'\(TextRules.shortened(server))' is no address. Write for example 1.1.1.1.")
        }
    }
}
