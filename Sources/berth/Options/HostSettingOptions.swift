import ArgumentParser
import Foundation
import JobCore

/// Settings of a host, for `host add` and `host edit`.
struct HostSettingOptions: ParsableArguments {
    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Where the engine listens: unix:///run/docker.sock, tcp://HOST:PORT, ssh://USER@HOST.",
            valueName: "endpoint"))
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
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "Its GPUs: indices or UUIDs such as 0,1, or how many; none for none.", valueName: "gpus"))
    var gpus: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "How many there are of what is only counted, such as license=3; 0 takes it away. Repeatable.",
            valueName: "name=number"))
    var resource: [String] = []

    @Option(
        name: [.customLong("option"), .customLong("set")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "A setting of the executor, such as failureRate=0.2 of a mock; without a value it is taken away.",
            valueName: "name=value"))
    var option: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A file of name=value lines, settings of the executor; --set wins.", valueName: "file"))
    var setFile: [String] = []

    @Flag(name: .customLong("pull"), inversion: .prefixedNo, help: "Whether images may be pulled there.")
    var allowsPull: Bool?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("When containers of ended jobs go: at-once, never, or a duration.", valueName: "when"))
    var removal: String?

    @Option(
        name: .customLong("tls-ca"), parsing: .unconditional,
        help: ArgumentHelp("Certificates that sign the engine's, for tcp://.", valueName: "file"),
        completion: .file())
    var tlsCA: String?

    @Option(
        name: .customLong("tls-cert"), parsing: .unconditional,
        help: ArgumentHelp("Our certificate for the engine.", valueName: "file"), completion: .file())
    var tlsCertificate: String?

    @Option(
        name: .customLong("tls-key"), parsing: .unconditional,
        help: ArgumentHelp("Its key, which nobody else may read.", valueName: "file"), completion: .file())
    var tlsKey: String?

    @Flag(
        name: .customLong("plaintext"), inversion: .prefixedNo,
        help: "Reach tcp:// over a network without encryption, knowing what that means.")
    var allowsPlaintext: Bool?

    private func linesOfFiles() throws(InvalidInput) -> [String] {
        var lines: [String] = []
        for path in setFile {
            guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8)
            else {
                throw InvalidInput(
                    "--set-file",
                    "The file '\(TextForSentence.shortened(path))' cannot be read as text. Check its name.")
            }
            for (name, value) in try VariableText.lines(text, path: path, field: "--set-file") {
                guard let value else {
                    throw InvalidInput(
                        "--set-file", "'\(TextForSentence.shortened(name))' in '\(path)' has no '='. Write name=value.")
                }
                lines.append("\(name)=\(value)")
            }
        }
        return lines
    }

    /// Applies what was given.
    func apply(to host: inout JobHost) throws(InvalidInput) {
        let files = ["tlsCA": tlsCA, "tlsCert": tlsCertificate, "tlsKey": tlsKey].compactMapValues { $0 }
        try HostSettings(
            endpoint: endpoint, slots: slots, weight: weight, region: region, labels: label,
            options: try linesOfFiles() + option,
            allowsPull: allowsPull, removal: removal, gpus: gpus, counters: resource, tlsFiles: files,
            allowsPlaintext: allowsPlaintext
        ).apply(to: &host)
    }
}
