import ArgumentParser
import Foundation

/// A command as the argument parser describes it: what help, completions and manual pages are all made of.
struct CommandDescription: Decodable {
    var commandName: String
    var superCommands: [String]?
    var aliases: [String]?
    var abstract: String?
    var discussion: String?
    var subcommands: [CommandDescription]?
    var arguments: [Argument]?
    var shouldDisplay: Bool?

    struct Argument: Decodable {
        struct Name: Decodable {
            enum Kind: String, Decodable { case long, short, longWithSingleDash }
            var kind: Kind
            var name: String

            /// `--name` or `-n`
            var text: String { (kind == .long ? "--" : "-") + name }
        }
        enum Kind: String, Decodable { case positional, option, flag }

        var kind: Kind
        var shouldDisplay: Bool
        var sectionTitle: String?
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?
    }

    private struct Dump: Decodable { var command: CommandDescription }

    /// `berth` with all its commands.
    static func root() throws -> CommandDescription {
        try JSONDecoder().decode(Dump.self, from: Data(Berth._dumpHelp().utf8)).command
    }

    /// Its name with those of the commands above it: `["berth", "host", "add"]`.
    var path: [String] { (superCommands ?? []) + [commandName] }

    /// This command and all below it that are shown.
    var all: [CommandDescription] {
        guard shouldDisplay ?? true, commandName != "help" else { return [] }
        return [self] + (subcommands ?? []).flatMap(\.all)
    }
}
