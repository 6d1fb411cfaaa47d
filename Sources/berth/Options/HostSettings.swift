import Foundation
import JobCore

/// Settings of a host as they were typed, on a command line or in a manifest; what is `nil` or empty stays as it is.
struct HostSettings {
    var endpoint: String?
    var slots: String?
    var weight: String?
    var region: String?
    /// `name=value`
    var labels: [String] = []
    /// `name=value`; without a value the option is taken away.
    var options: [String] = []
    var allowsPull: Bool?
    var removal: String?
    var gpus: String?
    /// `name=number`
    var counters: [String] = []
    /// Files of TLS; a relative path is one of this directory, an empty one takes the option away.
    var tlsFiles: [String: String] = [:]
    var allowsPlaintext: Bool?

    /// Applies what was given.
    func apply(to host: inout JobHost) throws(InvalidInput) {
        if let endpoint { host.endpoint = try Self.endpoint(endpoint, of: host.kind) }
        if let slots { host.slots = try Self.integer(slots, "--slots") }
        if let weight { host.weight = try Self.integer(weight, "--weight") }
        if let region { host.region = region.isEmpty ? nil : region }
        for (name, value) in try Self.pairs(labels, "--label") { host.labels[name] = value }
        for (name, value) in try Self.pairs(options, "--option") {
            host.options[name] = value.isEmpty ? nil : value
        }
        for (name, path) in tlsFiles { host.options[name] = path.isEmpty ? nil : Self.absolute(path) }
        if let allowsPlaintext { host.options["plaintext"] = allowsPlaintext ? "true" : nil }
        if endpoint != nil || allowsPlaintext != nil || !tlsFiles.isEmpty || !options.isEmpty {
            try Self.checkPlaintext(host)
        }
        if let gpus { host.gpus = try Self.devices(gpus) }
        for text in counters {
            let (name, count) = try CounterText.counter(text, field: "--resource")
            host.counters[name] = count == 0 ? nil : count
        }
        if let allowsPull { host.allowsPull = allowsPull }
        switch removal {
        case nil: break
        case "at-once": host.removal = .atOnce
        case "never": host.removal = .never
        case let text?: host.removal = .after(try Duration(parsing: text, field: "--removal"))
        }
    }

    /// Refuses `--plaintext` where it means nothing; a host whose endpoint is not known yet is looked at when it is.
    static func checkPlaintext(_ host: JobHost) throws(InvalidInput) {
        guard host.kind == .docker, host.options["plaintext"] == "true", !host.endpoint.isEmpty else { return }
        let hasTLS = host.options.keys.contains { $0.hasPrefix("tls") } && host.options["tls"] != "false"
        guard !host.endpoint.hasPrefix("tcp://") || hasTLS else { return }
        let shown = TextForSentence.shortened(host.endpoint)
        throw InvalidInput(
            "--plaintext",
            "It is for tcp:// without TLS, and '\(shown)' is reached \(hasTLS ? "with TLS" : "over no tcp://"). "
                + "Leave --plaintext out; of a host that has it, take it out by --no-plaintext.")
    }

    private static func endpoint(_ text: String, of kind: HostKind) throws(InvalidInput) -> String {
        guard kind == .docker else {
            throw InvalidInput(
                "--endpoint",
                "A host of kind \(kind.rawValue) has no engine. Leave the endpoint out, or write kind docker.")
        }
        guard !text.isEmpty else {
            throw InvalidInput(
                "--endpoint", "It is empty. Write it as unix:///run/docker.sock, tcp://HOST:PORT or ssh://USER@HOST.")
        }
        return text
    }

    /// The worker runs in another directory.
    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: (path as NSString).expandingTildeInPath).standardizedFileURL.path
    }

    private static func integer(_ text: String, _ field: String) throws(InvalidInput) -> Int {
        guard let number = Int(text) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not a whole number. Give 1 to 1000.")
        }
        return number
    }

    /// `4` are those with the indices 0 to 3; `0,1` and `device=0` name them.
    private static func devices(_ text: String) throws(InvalidInput) -> [String] {
        if text == "none" { return [] }
        if !text.contains(","), let count = Int(text) {
            guard (1...64).contains(count) else {
                throw InvalidInput(
                    "--gpus", "\(count) is no number of GPUs. Give 1 to 64, name them as device=0, or write none.")
            }
            return (0..<count).map(String.init)
        }
        let names = text.hasPrefix("device=") ? String(text.dropFirst(7)) : text
        return names.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func pairs(_ texts: [String], _ field: String) throws(InvalidInput) -> [(String, String)] {
        var pairs: [(String, String)] = []
        for text in texts {
            guard text.contains("="), !text.hasPrefix("=") else {
                throw InvalidInput(field, "'\(TextForSentence.shortened(text))' has no name and '='. Write name=value.")
            }
            pairs.append(VariableText.label(text))
        }
        return pairs
    }
}
