import ArgumentParser
import JobCore

/// Settings of a host, for `host add` and `host edit`.
struct HostSettingOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Where the engine listens, unix:///run/docker.sock.", valueName: "endpoint"))
    var endpoint: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("Jobs at once. Default 10.", valueName: "number"))
    var slots: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Share of the jobs, 1 to 1000. Default 100.", valueName: "number"))
    var weight: String?

    @Option(
        name: .long, parsing: .unconditional, help: ArgumentHelp("A region that jobs can ask for.", valueName: "region")
    )
    var region: String?

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A label.", valueName: "name=value"))
    var label: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A setting of the executor, such as failureRate=0.2 of a mock.", valueName: "name=value"))
    var option: [String] = []

    @Flag(name: .customLong("pull"), inversion: .prefixedNo, help: "Whether images may be pulled there.")
    var allowsPull: Bool?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("When containers of ended jobs go: at-once, never, or a duration.", valueName: "when"))
    var removal: String?

    /// Applies what was given.
    func apply(to host: inout JobHost) throws(InvalidInput) {
        if let endpoint { host.endpoint = endpoint }
        if let slots { host.slots = try Self.integer(slots, "--slots") }
        if let weight { host.weight = try Self.integer(weight, "--weight") }
        if let region { host.region = region.isEmpty ? nil : region }
        for (name, value) in try Self.pairs(label, "--label") { host.labels[name] = value }
        for (name, value) in try Self.pairs(option, "--option") { host.options[name] = value }
        if let allowsPull { host.allowsPull = allowsPull }
        switch removal {
        case nil: break
        case "at-once": host.removal = .atOnce
        case "never": host.removal = .never
        case let text?: host.removal = .after(try Duration(parsing: text, field: "--removal"))
        }
    }

    private static func integer(_ text: String, _ field: String) throws(InvalidInput) -> Int {
        guard let number = Int(text) else {
            throw InvalidInput(field, "'\(TextForSentence.shortened(text))' is not a whole number. Give 1 to 1000.")
        }
        return number
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
