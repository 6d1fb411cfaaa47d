import JobCore

extension HostSettings {
    private static let single = [
        "gpus", "plaintext", "region", "removal", "slots", "tls", "tls-ca", "tls-cert", "tls-key", "weight",
    ]

    /// Takes away what a text names: a setting by its long name (`region`), which is then as of a new host, or of a list the
    /// entry behind the `=` (`label=disk`, `option=timeout`). `tls` stands for all that TLS needs.
    ///
    /// - Throws: `InvalidInput` when it is not there.
    static func unset(_ text: String, of host: inout JobHost) throws(InvalidInput) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = String(parts[0].drop { $0 == "-" })
        let before = host
        switch name {
        case "label": host.labels = without(parts, host.labels)
        case "option", "set": host.options = without(parts, host.options)
        case "resource": host.counters = without(parts, host.counters)
        case _ where parts.count == 2 || !single.contains(name):
            throw InvalidInput(
                "--unset",
                "'\(TextForSentence.shortened(text))' is no setting that can be taken away. There are "
                    + "\(single.joined(separator: ", ")), and label=NAME, option=NAME, resource=NAME.")
        case "gpus": host.gpus = []
        case "region": host.region = nil
        case "plaintext": host.options["plaintext"] = nil
        case "tls": host.options = host.options.filter { !$0.key.hasPrefix("tls") }
        case "tls-ca": host.options["tlsCA"] = nil
        case "tls-cert": host.options["tlsCert"] = nil
        case "tls-key": host.options["tlsKey"] = nil
        default:
            // These always have a value.
            let new = JobHost(name: host.name, kind: host.kind)
            if name == "slots" { host.slots = new.slots }
            if name == "weight" { host.weight = new.weight }
            if name == "removal" { host.removal = new.removal }
            return
        }
        guard host != before else {
            throw InvalidInput("--unset", "Host '\(host.name)' has no '\(TextForSentence.shortened(text))'.")
        }
    }

    private static func without<Value>(_ parts: [String], _ held: [String: Value]) -> [String: Value] {
        parts.count == 2 ? held.filter { $0.key != parts[1] } : [:]
    }
}
