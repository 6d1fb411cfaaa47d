extension JobValidation {
    /// Working directory, user, host name, platform, stop signal and grace.
    static func checkProcess(_ spec: JobSpec) throws(InvalidInput) {
        if let directory = spec.workingDirectory { try TextRules.checkAbsolutePath(directory, "--workdir") }
        if let user = spec.user { try checkUser(user) }
        if let hostname = spec.hostname { try checkHostname(hostname) }
        if let platform = spec.platform { try checkPlatform(platform) }
        if let signal = spec.stopSignal, SignalName(parsing: signal) == nil {
            throw InvalidInput(
                "--stop-signal", "'\(TextRules.shortened(signal))' is no signal. Write for example SIGTERM, INT or 15.")
        }
        guard SpecLimits.stopGrace.contains(spec.stopGrace) else {
            throw InvalidInput("--stop-timeout", "\(spec.stopGrace) is out of range. Give 0s to 24h.")
        }
    }

    private static func checkUser(_ user: String) throws(InvalidInput) {
        let parts = user.split(separator: ":", omittingEmptySubsequences: false)
        let isGood =
            (1...2).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.count <= 64
                    && part.utf8.allSatisfy { TextRules.isAlphanumeric($0) || "_.-$@".utf8.contains($0) }
            }
        guard isGood else {
            throw InvalidInput(
                "--user", "'\(TextRules.shortened(user))' is not a user. Write name, 1000, name:group or 1000:1000.")
        }
    }

    /// RFC 1123, and at most 64 bytes, which is all that the kernel keeps.
    static func checkHostname(_ name: String) throws(InvalidInput) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        let isGood = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.count <= 63 && part.first != "-" && part.last != "-"
                && part.utf8.allSatisfy { TextRules.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
        }
        guard isGood, name.utf8.count <= 64 else {
            throw InvalidInput(
                "--hostname",
                "'\(TextRules.shortened(name))' is not a host name. Use ASCII letters, digits, hyphens and dots, at most 64."
            )
        }
    }

    private static func checkPlatform(_ platform: String) throws(InvalidInput) {
        let parts = platform.split(separator: "/", omittingEmptySubsequences: false)
        let isGood =
            (2...3).contains(parts.count)
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.count <= 32
                    && part.utf8.allSatisfy { TextRules.isAlphanumeric($0) || "_.-".utf8.contains($0) }
                    && part.lowercased() == part
            }
        guard isGood else {
            throw InvalidInput(
                "--platform",
                "'\(TextRules.shortened(platform))' is not a platform. Write for example linux/amd64 or linux/arm64/v8."
            )
        }
    }

    static func checkPrivileges(_ spec: JobSpec, _ policy: SafetyPolicy) throws(InvalidInput) {
        if spec.isPrivileged {
            try policy.require(
                .privileged, field: "--privileged", danger: "A privileged container can do everything on the host")
        }
        for name in spec.addedCapabilities + spec.droppedCapabilities where !LinuxCapability.isKnown(name) {
            let field = spec.addedCapabilities.contains(name) ? "--cap-add" : "--cap-drop"
            throw InvalidInput(
                field, "'\(TextRules.shortened(name))' is no capability. Write for example NET_ADMIN, or ALL.")
        }
        if let first = spec.addedCapabilities.first {
            try policy.require(
                .capabilities, field: "--cap-add",
                danger: "The capability '\(first)' gives the job rights over the host")
        }
        try checkCount(spec.devices.count, "--device")
        for device in spec.devices {
            try TextRules.checkAbsolutePath(device.hostPath, "--device")
            try TextRules.checkAbsolutePath(device.containerPath, "--device")
            let letters = device.permissions
            guard !letters.isEmpty, letters.allSatisfy("rwm".contains), Set(letters).count == letters.count else {
                throw InvalidInput("--device", "'\(letters)' are no permissions. Use r, w and m, each once.")
            }
            try policy.require(
                .devices, field: "--device",
                danger: "The device '\(device.hostPath)' gives the job hardware of the host")
        }
    }

    static func checkCount(_ count: Int, _ field: String) throws(InvalidInput) {
        guard count <= SpecLimits.entries else {
            throw InvalidInput(field, "It is given \(count) times; at most \(SpecLimits.entries) are allowed.")
        }
    }
}
