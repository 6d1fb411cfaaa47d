import ArgumentParser
import JobCore
import JobEngine

/// `berth template edit`.
struct TemplateEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change a template by options, or in your editor.",
        usage: "berth template edit NAME [options] [IMAGE [COMMAND…]]",
        discussion: """
            With options, they are put over what is there, as a job's would be: values of lists such as -e and -v are \
            added. --unset takes an option away, or of a list those values that begin with the name behind `=`; it comes \
            first, so that a list can be replaced. Without any, $VISUAL or $EDITOR opens it.

            EXAMPLES
              berth template edit nightly -m 4g
              berth template edit nightly --unset timeout --unset env=DEBUG
              berth template edit nightly --unset volume -v /data:/data
              berth template edit nightly
            """,
        helpNames: .long)

    @Option(name: .customLong(TemplateArguments.nameOption), help: .hidden)
    var name: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("One line for people.", valueName: "text"))
    var description: String?

    @Option(
        name: .long, parsing: .unconditionalSingleValue,
        help: ArgumentHelp("Take an option away, or a value of a list.", valueName: "OPTION[=NAME]"),
        completion: .list(RunOption.allCases.map(\.rawValue)))
    var unset: [String] = []

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("Image and command.", valueName: "IMAGE"))
    var words: [String] = []

    func run() async throws {
        guard let name else { throw InvalidInput("NAME", "No template is named. See `berth template list`.") }
        let request = RunRequest(words: try RunWords.checked(words, self), container, job)
        try await Runtime.with(global, command: "template edit") { runtime in
            var template = try await runtime.manager.templates.find(name)
            if request.words.isEmpty, request.options.isEmpty, description == nil, unset.isEmpty {
                template = try await edited(template)
            } else {
                for text in unset { try template.request.unset(text) }
                template.request = request.over(template.request)
                template.description = description ?? template.description
            }
            try TemplateCheck.check(
                template, runtime.settings, library: try await runtime.manager.templates.library())
            try await runtime.manager.templates.save(template, mode: .replacing)
        }
    }

    private func edited(_ template: JobTemplate) async throws -> JobTemplate {
        let text = try await TextEditor.edit(try ManifestText.yaml(templates: [template]), suffix: ".yaml")
        let manifest = try ManifestReader.parse(text, path: "the edited text")
        guard manifest.complaints.isEmpty else {
            throw ManifestComplaint.Failure(path: "the edited text", complaints: manifest.complaints)
        }
        guard manifest.templates.count == 1, let definition = manifest.templates.first, definition.name == template.name
        else {
            throw CommandFailure("The text must hold template '\(template.name)' and no other. Nothing was changed.")
        }
        return JobTemplate(
            name: definition.name, description: definition.description, request: definition.request)
    }
}
