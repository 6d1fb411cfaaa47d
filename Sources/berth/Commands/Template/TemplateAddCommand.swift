import ArgumentParser
import JobCore
import JobEngine

/// `berth template add`.
struct TemplateAddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Save a job as a template.",
        usage: "berth template add NAME [options] [IMAGE [COMMAND…]]",
        discussion: """
            Options are those of `berth run`. Without an image, each job brings its own. --from takes what a job was.

            EXAMPLES
              berth template add nightly -m 2g --timeout 2h app:2 report --all
              berth template add again --from 1042
            """,
        helpNames: .long)

    @Option(name: .customLong(TemplateArguments.nameOption), help: .hidden)
    var name: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("One line for people.", valueName: "text"))
    var description: String?

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Take what this job was.", valueName: "JOB"))
    var from: String?

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("Image and command.", valueName: "IMAGE"))
    var words: [String] = []

    func run() async throws {
        guard let name else {
            throw InvalidInput("NAME", "The template has no name. Write `berth template add NAME [options] IMAGE`.")
        }
        let request = RunRequest(words: try RunWords.checked(words, self), container, job)
        try await Runtime.with(global, command: "template add", isCreating: true) { runtime in
            var whole = request
            if let from {
                let found = try await runtime.manager.jobs.find(try JobReference(parsing: from))
                whole = request.over(RunRequest(try await runtime.manager.jobs.draft(repeating: found.number)))
            }
            let template = JobTemplate(name: name, description: description, request: whole)
            try TemplateCheck.check(
                template, runtime.settings, library: try await runtime.manager.templates.library())
            try await runtime.manager.templates.save(template, mode: .adding)
        }
    }
}
