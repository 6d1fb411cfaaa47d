import ArgumentParser
import JobCore
import JobEngine

/// `berth apply`: carries out a manifest.
struct ApplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apply",
        abstract: "Make hosts, groups, environments, templates, schedules and jobs what a file says.",
        discussion: """
            Shows what would change and asks. A file that holds mistakes changes nothing, and every mistake is named \
            with its line. Applied twice, a file changes nothing the second time: a job is submitted once for what its \
            definition says. What the file does not name is left alone. Keys of templates and jobs are image, command \
            and the long options of `berth run`.

              version: 1
              environments:
                production:
                  variables:
                    DB_HOST: db.internal
                    DB_PASSWORD: {secret: true, from: DB_PASSWORD}
              templates:
                nightly: {image: "app:2", command: report --all, env-template: production}
              hosts:
                build: {endpoint: "unix:///run/docker.sock", slots: 4}
              groups:
                gpu: {parallel: 2}
              schedules:
                report: {cron: "30 2 * * mon-fri", keep: 7, job: {template: nightly}}
              jobs:
                import: {template: nightly, command: [import, --fast], priority: 80}

            EXAMPLES
              berth apply -f berth.yaml --dry-run
              berth apply -f berth.yaml --yes
            """)

    @Option(name: .shortAndLong, parsing: .unconditional, help: ArgumentHelp("What to apply.", valueName: "file"))
    var file: String

    @Flag(help: "Show what would change, and change nothing.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Ask nothing.")
    var yes = false

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        let manifest = try ManifestReader.read(file)
        try await Runtime.with(global, command: "apply", isCreating: true) { runtime in
            let groups = Set(try await runtime.manager.groups.list().map(\.name))
            let hosts = try await runtime.manager.hosts.list()
            let check = ManifestCheck(
                settings: runtime.settings, library: try await runtime.manager.templates.library(),
                known: (groups, hosts, runtime.executors))
            let plan = try await ManifestPlan.make(try check.resolve(manifest, path: file), path: file, runtime)
            for line in plan.steps.flatMap(\.lines) { try await OutputWriter.stdout.line(TerminalSafe.text(line)) }
            try await OutputWriter.stdout.line("\(plan.summary).")
            guard !dryRun, !plan.changes.isEmpty else { return }
            if !yes { try Confirmation.ask("Apply?") }
            try await carryOut(plan)
            let makesWork = plan.changes.contains { $0.kind == "job" || $0.kind == "schedule" }
            if makesWork, !noWorker {
                try await FirstHost.ensure(runtime)
                try await runtime.startWorker()
            }
        }
    }

    /// One after the other. What fails is named and the others are still done: applied again, the file does the rest.
    private func carryOut(_ plan: ManifestPlan) async throws {
        var failed = 0
        for step in plan.changes {
            do {
                try await step.perform?()
            } catch {
                failed += 1
                StandardError.say(
                    "\(step.kind) \(step.name): \(CommandFailure(wrapping: error)?.message ?? "\(error)")")
            }
        }
        guard failed == 0 else {
            throw CommandFailure(
                "\(failed) of \(plan.changes.count) could not be applied. Mend them and apply the file again.")
        }
    }
}
