/// What a host's settings may be.
public enum HostValidation {
    /// Refuses settings that cannot work, naming the field.
    public static func validate(_ host: JobHost) throws(InvalidInput) {
        let allowed = host.name.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
                || [0x2D, 0x2E, 0x5F].contains(byte)
        }
        guard allowed, (1...63).contains(host.name.utf8.count), host.name.first != "-" else {
            throw InvalidInput(
                "host name", "'\(host.name)' must be 1 to 63 of letters, digits, '-', '.', '_', and not begin with '-'."
            )
        }
        guard (1...1000).contains(host.slots) else {
            throw InvalidInput("--slots", "\(host.slots) is out of range. Give 1 to 1000.")
        }
        guard (1...1000).contains(host.weight) else {
            throw InvalidInput("--weight", "\(host.weight) is out of range. Give 1 to 1000; 100 is the default.")
        }
        if let region = host.region { try TextRules.checkPrintable(region, "--region", atMost: 64) }
        if let gpu = host.gpus.first(where: { !JobValidation.isGPU($0) }) {
            throw InvalidInput(
                "--gpus",
                "'\(TextRules.shortened(gpu))' is no GPU. Give indices or UUIDs, such as 0,1, or a number of GPUs.")
        }
        guard host.gpus.count <= 64, Set(host.gpus).count == host.gpus.count else {
            throw InvalidInput("--gpus", "A GPU is named twice, or there are more than 64. Name each once.")
        }
        guard host.counters.count <= SpecLimits.entries else {
            throw InvalidInput(
                "--resource", "\(host.counters.count) are too many. Give at most \(SpecLimits.entries).")
        }
        for (name, count) in host.counters.sorted(by: { $0.key < $1.key }) {
            try TextRules.checkIdentifier(name, "--resource")
            guard SpecLimits.counter.contains(count) else {
                throw InvalidInput("--resource", "\(name)=\(count) is out of range. Give 0 to 1000000.")
            }
        }
    }
}
