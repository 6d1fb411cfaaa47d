import Foundation

extension DraftBuilder {
    /// What runs, by the options of the container.
    func spec(_ options: RunRequest) throws(InvalidInput) -> JobSpec {
        var spec = JobSpec(image: options.image, command: try command(options.words.dropFirst(), options.has(.shell)))
        spec.entrypoint = options.value(.entrypoint).map { $0.isEmpty ? [] : [$0] }
        spec.workingDirectory = options.value(.workingDirectory)
        spec.user = options.value(.user)
        spec.hostname = options.value(.hostname)
        spec.limits = try limits(options)
        try addMounts(options, to: &spec)
        spec.isRootReadOnly = options.has(.readOnly)
        spec.networks = try networks(options)
        spec.extraHosts = options[.addHost]
        spec.dns = options[.dns]
        for text in options[.publish] { spec.ports.append(try PortText.binding(text)) }
        for text in options[.device] { spec.devices.append(try device(text)) }
        for text in options[.ulimit] { spec.ulimits.append(try ulimit(text)) }
        spec.addedCapabilities = options[.addCapability]
        spec.droppedCapabilities = options[.dropCapability]
        spec.isPrivileged = options.has(.privileged)
        spec.platform = options.value(.platform)
        spec.stopSignal = options.value(.stopSignal)
        if let text = options.value(.stopTimeout) {
            spec.stopGrace = try Duration(parsing: text, field: "--stop-timeout")
        }
        spec.initProcess = options.value(.initProcess).map { $0 == "false" ? .off : .on } ?? .automatic
        spec.hasTerminal = options.has(.terminal)
        spec.pullPolicy =
            try options.value(.pull).map { (text) throws(InvalidInput) in try choice(text, "--pull", PullPolicy.self) }
            ?? defaults.pull ?? .missing
        return spec
    }

    /// A vector as typed; one single word with spaces in it is split as a POSIX shell splits words (DOCK-03).
    private func command(_ words: ArraySlice<String>, _ usesShell: Bool) throws(InvalidInput) -> [String] {
        var words = Array(words)
        if words.first == "--" { words.removeFirst() }
        if usesShell {
            guard !words.isEmpty else {
                throw InvalidInput("--shell", "There is no command to run. Write one behind IMAGE.")
            }
            return ["sh", "-c", words.joined(separator: " ")]
        }
        if words.count == 1, let text = words.first, text.contains(where: \.isWhitespace) {
            return try ShellWords.split(text, field: "COMMAND")
        }
        return words
    }

    /// The environments that are named, then what each layer sets; what comes later wins.
    func environment(_ layers: [RunRequest]) throws(InvalidInput) -> [EnvironmentVariable] {
        var variables: [EnvironmentVariable] = []
        func set(_ variable: EnvironmentVariable) {
            variables.removeAll { $0.name == variable.name }
            variables.append(variable)
        }
        for layer in layers {
            for name in layer[.environmentTemplate] {
                for variable in try library.environment(name).variables { set(variable) }
            }
        }
        for layer in layers { for variable in try environment(layer) { set(variable) } }
        return variables
    }

    /// Files first, then `-e`, then secrets; what is named later wins, as docker has it.
    private func environment(_ options: RunRequest) throws(InvalidInput) -> [EnvironmentVariable] {
        var variables: [EnvironmentVariable] = []
        func set(_ variable: EnvironmentVariable) {
            variables.removeAll { $0.name == variable.name }
            variables.append(variable)
        }
        for path in options[.environmentFile] {
            for (name, value) in try VariableText.lines(
                try text(of: path, "--env-file"), path: path, field: "--env-file")
            {
                // A name alone is taken over if it is set, and is nothing otherwise, as docker has it for files.
                if let value = value ?? variable(name) { set(EnvironmentVariable(name: name, value: value)) }
            }
        }
        for text in options[.environment] { set(try VariableText.variable(text, lookUp: variable)) }
        for name in options[.secret] {
            try JobValidation.checkVariableName(name)
            guard let value = variable(name) else {
                throw InvalidInput(
                    "--secret",
                    "'\(name)' is not set in your environment. Export it, or use --secret-file \(name)=PATH.")
            }
            set(EnvironmentVariable(name: name, value: value, isSecret: true))
        }
        for option in options[.secretFile] {
            let pair = option.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else {
                throw InvalidInput(
                    "--secret-file", "'\(TextForSentence.shortened(option))' lacks a file. Write NAME=PATH.")
            }
            var value = try text(of: pair[1], "--secret-file")
            if value.unicodeScalars.last == "\n" { value.unicodeScalars.removeLast() }
            set(EnvironmentVariable(name: pair[0], value: value, isSecret: true))
        }
        return variables
    }

    func labels(_ layers: [RunRequest]) throws(InvalidInput) -> [String: String] {
        var labels: [String: String] = [:]
        for layer in layers { labels.merge(try self.labels(layer)) { $1 } }
        return labels
    }

    private func labels(_ options: RunRequest) throws(InvalidInput) -> [String: String] {
        var labels: [String: String] = [:]
        for path in options[.labelFile] {
            let lines = try VariableText.lines(try text(of: path, "--label-file"), path: path, field: "--label-file")
            for (name, value) in lines { labels[name] = value ?? "" }
        }
        for text in options[.label] {
            let (name, value) = VariableText.label(text)
            labels[name] = value
        }
        return labels
    }

    private func limits(_ options: RunRequest) throws(InvalidInput) -> ResourceLimits {
        var limits = ResourceLimits(memory: defaults.memory, cpus: defaults.cpus, pids: defaults.pidsLimit)
        if let text = options.value(.memory) { limits.memory = try ByteCount(parsing: text, field: "--memory") }
        if let text = options.value(.cpus) {
            guard let number = Double(text) else {
                throw InvalidInput(
                    "--cpus",
                    "'\(TextForSentence.shortened(text))' is not a number of cores. Write for example 0.5 or 2.")
            }
            limits.cpus = number
        }
        if let text = options.value(.pidsLimit) { limits.pids = try integer(text, "--pids-limit", "1 or more") }
        if let text = options.value(.sharedMemory) {
            limits.sharedMemory = try ByteCount(parsing: text, field: "--shm-size")
        }
        limits.gpus = options.value(.gpus)
        for text in options[.resource] {
            let (name, count) = try CounterText.counter(text, field: "--resource")
            limits.counters[name] = count
        }
        return limits
    }

    private func addMounts(_ options: RunRequest, to spec: inout JobSpec) throws(InvalidInput) {
        for text in options[.volume] { spec.mounts.append(try MountText.volume(text, resolve: absolute)) }
        for text in options[.mount] {
            switch try MountText.mount(text, resolve: absolute) {
            case .mount(let mount): spec.mounts.append(mount)
            case .tmpfs(let path, let settings): spec.tmpfs[path] = settings
            }
        }
        for text in options[.tmpfs] {
            let (path, settings) = MountText.tmpfs(text)
            spec.tmpfs[path] = settings
        }
    }

    private func networks(_ options: RunRequest) throws(InvalidInput) -> [NetworkAttachment] {
        var networks = options[.network].map { NetworkAttachment(name: $0) }
        guard !options[.networkAlias].isEmpty else { return networks }
        guard !networks.isEmpty else {
            throw InvalidInput("--network-alias", "It needs a network of your own. Add --network NAME.")
        }
        networks[0].aliases = options[.networkAlias]
        return networks
    }

    private func device(_ text: String) throws(InvalidInput) -> DeviceMapping {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return DeviceMapping(hostPath: parts[0], containerPath: parts[0])
        case 2 where !parts[1].hasPrefix("/"):
            return DeviceMapping(hostPath: parts[0], containerPath: parts[0], permissions: parts[1])
        case 2: return DeviceMapping(hostPath: parts[0], containerPath: parts[1])
        case 3: return DeviceMapping(hostPath: parts[0], containerPath: parts[1], permissions: parts[2])
        default:
            throw InvalidInput(
                "--device", "'\(TextForSentence.shortened(text))' is not a device. Write /dev/x[:/dev/y[:rwm]].")
        }
    }

    private func ulimit(_ text: String) throws(InvalidInput) -> Ulimit {
        let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
        let numbers = (pair.count == 2 ? pair[1] : "").split(separator: ":", omittingEmptySubsequences: false)
        let limits = numbers.map { $0 == "unlimited" ? -1 : Int64($0) }
        guard (1...2).contains(limits.count), let soft = limits[0], let hard = limits[limits.count - 1] else {
            throw InvalidInput(
                "--ulimit",
                "'\(TextForSentence.shortened(text))' is not a limit. Write name=soft[:hard], such as nofile=1024:2048."
            )
        }
        return Ulimit(name: pair[0], soft: soft, hard: hard)
    }

    /// A path of this machine, absolute.
    private func absolute(_ path: String) -> String {
        var path = path
        if path == "~" || path.hasPrefix("~/") { path = home + path.dropFirst() }
        guard !path.hasPrefix("/") else { return path }
        return URL(fileURLWithPath: workingDirectory + "/" + path).standardizedFileURL.path
    }

    func text(of path: String, _ field: String) throws(InvalidInput) -> String {
        let bytes: [UInt8]
        do {
            bytes = try readFile(absolute(path))
        } catch {
            throw InvalidInput(
                field, "The file '\(TextForSentence.shortened(path))' cannot be read. Check its name and rights.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InvalidInput(field, "The file '\(TextForSentence.shortened(path))' is not UTF-8 text. Convert it.")
        }
        return text
    }
}
