import ArgumentParser
import Foundation
import JobCore

/// Turns arguments into a command, runs it, and every error into one sentence and an exit code.
enum CommandLineRunner {
    /// Runs a command line (without the program's name).
    ///
    /// - Returns: the exit code of the process.
    static func run(_ arguments: [String]) async -> Int32 {
        let arguments = opensConsole(arguments) ? ["console"] + arguments : arguments
        do {
            try checkCommandName(arguments)
            var command = try await Berth.asyncParseAsRoot(spelledOut(arguments))
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            return ExitStatus.success
        } catch {
            return report(error, arguments)
        }
    }

    /// Whether no command is named: `berth` alone, or with options of the console.
    private static func opensConsole(_ arguments: [String]) -> Bool {
        guard let first = arguments.first else { return true }
        // Shells ask for completions with three dashes.
        return first.hasPrefix("-") && !first.hasPrefix("---")
            && !ownOptions.contains(String(first.prefix { $0 != "=" }))
    }

    /// What `berth` itself answers.
    private static let ownOptions: Set = [
        "-h", "--help", "-help", "--help-hidden", "--version", "--generate-completion-script",
        "--experimental-dump-help",
    ]

    private static func spelledOut(_ arguments: [String]) -> [String] {
        switch arguments.first {
        case "run": ["run"] + RunArguments.spelledOut(Array(arguments.dropFirst()))
        case "route": ["route"] + RunArguments.spelledOut(Array(arguments.dropFirst()), flags: ["--dry-run", "--json"])
        case "template" where ["add", "edit"].contains(arguments.dropFirst().first):
            TemplateArguments.spelledOut(arguments)
        case "exec": ["exec"] + ExecArguments.spelledOut(Array(arguments.dropFirst()))
        case "rerun": ["rerun"] + RunArguments.withJobBehindOptions(Array(arguments.dropFirst()))
        default: arguments
        }
    }

    /// Says what went wrong in one sentence on stderr; help and versions go to stdout.
    private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
        if error is OutputClosed { return ExitStatus.closedPipe }
        if let code = error as? ExitCode { return code.rawValue }
        if let failure = error as? ManifestComplaint.Failure {
            for sentence in failure.sentences { StandardError.say(sentence) }
            return ExitStatus.usage
        }
        if let failure = CommandFailure(wrapping: error) {
            StandardError.say(failure.message)
            return failure.exitCode
        }
        if Berth.exitCode(for: error) == .success {
            print(Berth.fullMessage(for: error))
            return ExitStatus.success
        }
        let message = Berth.message(for: error)
        let name = arguments.first.map { $0.hasPrefix("-") ? "berth" : "berth \($0)" } ?? "berth"
        StandardError.say("\(message.hasSuffix(".") ? message : message + ".") See `\(name) --help`.")
        return ExitStatus.usage
    }

    private static func checkCommandName(_ arguments: [String]) throws {
        guard let first = arguments.first, !first.hasPrefix("-"), first != "help" else { return }
        let names = Berth.configuration.subcommands.flatMap { [$0._commandName] + $0.configuration.aliases }
        guard !names.contains(first) else { return }
        let near = names.filter { EditDistance.between($0, first) <= max(1, first.count / 3) }.sorted()
        let remedy =
            near.isEmpty ? "See `berth --help`." : "Did you mean \(near.map { "'\($0)'" }.joined(separator: " or "))?"
        throw CommandFailure("'\(first)' is not a command of Berth. \(remedy)", exitCode: ExitStatus.usage)
    }
}
