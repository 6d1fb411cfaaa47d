import ArgumentParser

/// `berth template`: saved jobs.
struct TemplateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template", abstract: "Save jobs, to run them by name.",
        discussion: """
            A template holds what `berth run` would be told. It is read when a job is submitted: a change holds for \
            the next job, and for the next run of a schedule. Environment template, template, job: what comes later \
            wins.

            EXAMPLES
              berth template add nightly -m 2g --env-template production app:2 report
              berth run --template nightly -e DAY=monday
            """,
        subcommands: [
            TemplateAddCommand.self, TemplateListCommand.self, TemplateShowCommand.self, TemplateEditCommand.self,
            TemplateRemoveCommand.self, TemplateExportCommand.self,
        ])
}
