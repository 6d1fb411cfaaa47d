import ArgumentParser
import Foundation
import JobCore

/// Variables of an environment template, for `env add` and `env edit`.
struct VariableOptions: ParsableArguments {
    @Option(
        name: [.customShort("e"), .customLong("env")], parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A variable; without =VALUE it is taken from your environment.", valueName: "NAME=VALUE"))
    var environment: [String] = []

    @Option(
        name: .shortAndLong, parsing: .unconditionalSingleValue,
        help: ArgumentHelp(
            "Variables: NAME=value lines, # comments, values in quotes over several lines.", valueName: "file"))
    var file: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A secret variable from your environment.", valueName: "NAME"))
    var secret: [String] = []

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("A secret variable from a file, its last newline left out.", valueName: "NAME=path"))
    var secretFile: [String] = []

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("One line for people.", valueName: "text"))
    var description: String?

    /// Whether nothing was given.
    var isEmpty: Bool {
        environment.isEmpty && file.isEmpty && secret.isEmpty && secretFile.isEmpty && description == nil
    }

    /// Puts what was given over what is there.
    func apply(to template: inout EnvironmentTemplate, _ settings: Settings) throws {
        for path in file {
            guard let data = FileManager.default.contents(atPath: path) else {
                throw InvalidInput(
                    "--file", "The file '\(path)' does not exist or cannot be read. Check its name and rights.")
            }
            let text = String(decoding: data, as: UTF8.self)
            for variable in try EnvironmentText.parse(text, source: path, field: "--file") { template.set(variable) }
        }
        var request = RunRequest(words: ["x"])
        request[.environment] = environment
        request[.secret] = secret
        request[.secretFile] = secretFile
        for variable in try settings.draftBuilder().draft(request).spec.environment { template.set(variable) }
        if let description { template.description = description }
    }
}

extension EnvironmentTemplate {
    /// Sets a variable, in the place of one with the same name.
    fileprivate mutating func set(_ variable: EnvironmentVariable) {
        if let place = variables.firstIndex(where: { $0.name == variable.name }) {
            variables[place] = variable
        } else {
            variables.append(variable)
        }
    }
}
