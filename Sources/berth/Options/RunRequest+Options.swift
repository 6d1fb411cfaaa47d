import JobCore

extension RunRequest {
    /// What was given by options, with IMAGE and COMMAND.
    init(words: [String], _ container: ContainerOptions, _ job: JobOptions) {
        self.init(words: words)
        container.add(to: &self)
        job.add(to: &self)
    }
}

extension ContainerOptions {
    /// Writes down what was given.
    func add(to request: inout RunRequest) {
        request[.environment] = environment
        request[.environmentFile] = envFile
        request[.secret] = secret
        request[.secretFile] = secretFile
        request[.volume] = volume
        request[.mount] = mount
        request[.tmpfs] = tmpfs
        request[.network] = network
        request[.networkAlias] = networkAlias
        request[.publish] = publish
        request[.label] = label
        request[.labelFile] = labelFile
        request[.addHost] = addHost
        request[.dns] = dns
        request[.device] = device
        request[.ulimit] = ulimit
        request[.resource] = resource
        request[.addCapability] = capAdd
        request[.dropCapability] = capDrop
        let singles: [(RunOption, String?)] = [
            (.workingDirectory, workdir), (.user, user), (.gpus, gpus), (.sharedMemory, shmSize), (.memory, memory),
            (.cpus, cpus), (.pidsLimit, pidsLimit), (.entrypoint, entrypoint), (.platform, platform),
            (.hostname, hostname), (.stopSignal, stopSignal), (.stopTimeout, stopTimeout), (.pull, pull),
            (.initProcess, `init`.map { "\($0)" }),
        ]
        for (option, value) in singles { request[option] = value.map { [$0] } ?? [] }
        let flags: [(RunOption, Bool)] = [
            (.privileged, privileged), (.readOnly, isRootReadOnly), (.terminal, tty), (.shell, usesShell),
        ]
        for (option, isGiven) in flags where isGiven { request[option] = [""] }
    }
}

extension JobOptions {
    /// Writes down what was given.
    func add(to request: inout RunRequest) {
        let singles: [(RunOption, String?)] = [
            (.name, name), (.priority, priority), (.timeout, timeout), (.retry, retry), (.retryOn, retryOn),
            (.host, host), (.executor, executor), (.region, region), (.at, at), (.delay, delay),
            (.group, group), (.each, each), (.unique, unique), (.idempotencyKey, idempotencyKey), (.template, template),
        ]
        for (option, value) in singles { request[option] = value.map { [$0] } ?? [] }
        request[.environmentTemplate] = envTemplate
        request[.after] = after
        request[.matrix] = matrix
        request[.require] = require
        request[.prefer] = prefer
        if isHeld { request[.hold] = [""] }
    }
}
