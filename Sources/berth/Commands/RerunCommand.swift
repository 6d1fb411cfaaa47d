import ArgumentParser
import JobCore
import JobEngine

/// `berth rerun` (QUEUE-08): a job again, with changes.
struct RerunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rerun",
        abstract: "Run a job again with changes, as a new job.",
        usage: "berth rerun JOB [run options] [COMMAND…]",
        discussion: """
            All options of `berth run` can be given; what is not given stays as it was. Variables, labels and secrets \
            are added to those of the job, other lists replace them. A command replaces the whole command.

            EXAMPLES
              berth rerun 1042
              berth rerun 1042 -m 4g --timeout 2h
              berth rerun @nightly --image app:3 -e MODE=full report --all
            """,
        helpNames: .long)

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions

    @Option(name: .long, parsing: .unconditional, help: ArgumentHelp("Another image.", valueName: "image"))
    var image: String?

    @OptionGroup(title: "This process") var submit: SubmitOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("The job, and its new command.", valueName: "JOB"))
    var words: [String] = []

    func run() async throws {
        guard let first = words.first else { throw InvalidInput("JOB", "No job is named. Write a number or @NAME.") }
        if first == "--help" { throw CleanExit.helpRequest(self) }
        guard !first.hasPrefix("-") else { throw DockerOptions.refusal(of: first) }
        let reference = try JobReference(parsing: first)
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "rerun") { runtime in
                let earlier = try await runtime.manager.jobs.find(reference)
                let order = try order(
                    repeating: try await runtime.manager.jobs.draft(repeating: earlier.number), runtime)
                try order.validate(runtime.settings.file.safety)
                try await Submission(order, submit).run(runtime)
            }
        }
    }

    private func order(repeating draft: JobDraft, _ runtime: Runtime) throws -> JobOrder {
        let changes = RunRequest(words: [image ?? draft.spec.image] + words.dropFirst(), container, job)
        let secrets = draft.spec.environment.filter(\.isSecret).reduce(into: [:]) { $0[$1.name] = $1.value }
        // A secret that is named anew comes from this environment.
        let known = secrets.filter { !changes[.secret].contains($0.key) }
        return try runtime.settings.draftBuilder(secrets: known).order(RunRequest(draft).merging(changes))
    }
}
