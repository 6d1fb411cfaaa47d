import ArgumentParser
import Foundation
import JobCore
import JobEngine

/// `berth run`: submits a job and, unless detached, follows it to its end (CMD-01).
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Run a command in a container.",
        usage: "berth run [options] IMAGE [COMMAND…]",
        discussion: """
            Options are spelled as `docker run` spells them and stand before IMAGE; what follows IMAGE is the command.
            Attached, stdout and stderr of the job come out as they are, and its exit code is ours. ^C asks the job to
            end; ^\\ leaves it running, as does a closed terminal.

            EXAMPLES
              berth run debian:12 sh -c 'echo out; echo err >&2; exit 3'
              berth run -d --name nightly --timeout 2h -v ./data:/data -m 2g --cpus 1.5 app:2 report --all
              berth run --secret DB_PASSWORD --retry 3 --retry-on 75 app:2 sync
              berth run --at 22:30 --host gpu-1 --gpus all trainer:5
            """,
        helpNames: .long)

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions

    @Flag(name: .shortAndLong, help: "Print the job's number and return.")
    var detach = false

    @Flag(name: .shortAndLong, help: "Print no words of Berth's own.")
    var quiet = false

    @Flag(help: "On a terminal, print the job's bytes as they are, escape sequences included.")
    var raw = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Write the whole result as JSON when the job has ended.", valueName: "file"))
    var result: String?

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("The image and its command.", valueName: "IMAGE"))
    var words: [String] = []

    func run() async throws {
        let request = try request()
        let settings = try global.settings()
        let draft = try settings.draftBuilder().draft(request)
        // Before anything is opened: what is wrong in itself needs no store.
        try JobValidation(safety: settings.file.safety).validate(draft)
        if detach, result != nil {
            throw InvalidInput(
                "--result", "A detached run has no result yet. Use `berth wait` and `berth show --json`.")
        }
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "run", isCreating: true) { runtime in
                try await submit(draft, runtime)
            }
        }
    }

    private func submit(_ draft: JobDraft, _ runtime: Runtime) async throws {
        if !noWorker { try await FirstHost.ensure(runtime) }
        let job = try await runtime.manager.jobs.submit(draft)
        if detach { try await OutputWriter.stdout.line("\(job.number)") }
        if !noWorker { try await BackgroundWorker(settings: runtime.settings, directory: runtime.directory).start() }
        guard !detach else { return }
        let attached = AttachedRun(manager: runtime.manager, number: job.number, isQuiet: quiet, isRaw: raw)
        do {
            let ended = try await attached.follow()
            try await writeResult(ended, runtime)
            throw ExitCode(ExitStatus.of(ended))
        } catch let left as AttachedRun.Left {
            throw ExitCode(left.exitCode)
        }
    }

    private func writeResult(_ job: Job, _ runtime: Runtime) async throws {
        guard let result else { return }
        let attempts = try await runtime.manager.journal.attempts(of: job.number)
        let record = JobDetailRecord(job, attempts: attempts, record: JobRecord(job, now: Date()))
        do {
            try Data((try JSONText.encode(record) + "\n").utf8).write(
                to: URL(fileURLWithPath: result), options: .atomic)
        } catch {
            throw CommandFailure("Could not write the result of job \(job.number) to '\(result)'. Check the directory.")
        }
    }

    /// What was asked for.
    ///
    /// - Throws: `InvalidInput` for an option that Berth has not, and without an image.
    func request() throws -> RunRequest { request(try image(words)) }

    private func request(_ words: [String]) -> RunRequest {
        var request = RunRequest(words: words)
        container.add(to: &request)
        job.add(to: &request)
        return request
    }

    /// IMAGE and COMMAND. The parser captures everything from the first word it does not know, so an unknown option before
    /// IMAGE is found here.
    private func image(_ words: [String]) throws -> [String] {
        var words = words
        if words.first == "--" {
            words.removeFirst()
        } else if let first = words.first, first.hasPrefix("-"), first != "-" {
            if first == "--help" { throw CleanExit.helpRequest(self) }
            throw DockerOptions.refusal(of: first)
        }
        guard !words.isEmpty else {
            throw InvalidInput("IMAGE", "No image is named. Write for example `berth run debian:12 echo hello`.")
        }
        return words
    }
}
