import ArgumentParser
import Foundation
import Glibc
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

            A berth.yaml in this directory or above names a project's jobs: `berth run build` runs its job 'build', with
            what is given beside it. --template does the same with a job that is saved in the store.

            EXAMPLES
              berth run debian:12 sh -c 'echo out; echo err >&2; exit 3'
              berth run -d --name nightly --timeout 2h -v ./data:/data -m 2g --cpus 1.5 app:2 report --all
              berth run --secret DB_PASSWORD --retry 3 --retry-on 75 app:2 sync
              berth run --at 22:30 --host gpu-1 --gpus all trainer:5
              pg_dump shop | berth run -i loader:2 import -
            """,
        helpNames: .long)

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions

    @Flag(name: .shortAndLong, help: "Print the job's number and return.")
    var detach = false

    @Flag(name: .shortAndLong, help: "Send standard input to the job, once: it is not tried again after its start.")
    var interactive = false

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("The key that leaves an attached job running. Default ctrl-\\.", valueName: "key"))
    var detachKeys: String?

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
        let settings = try global.settings()
        let reading = try RunReading(try request(), settings: settings)
        let quitKey = try detachKeys.map { text throws(InvalidInput) in try QuitKey(parsing: text) } ?? QuitKey()
        if interactive, detach {
            throw InvalidInput(
                "--interactive", "Nobody sends a detached job its input. Leave out -d, or give it a file by -v.")
        }
        if interactive, container.tty, isatty(STDIN_FILENO) != 1 {
            throw InvalidInput("--tty", "Standard input is no terminal. Leave out -t to send it as it is.")
        }
        if detach, result != nil {
            throw InvalidInput(
                "--result", "A detached run has no result yet. Use `berth wait` and `berth show --json`.")
        }
        // Before anything is opened: what is wrong in itself needs no store.
        let early = reading.needsStore ? nil : try checked(try reading.draft(), settings)
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "run", isCreating: true) { runtime in
                let draft: JobDraft
                if let early {
                    draft = early
                } else {
                    draft = try checked(try reading.draft(try await runtime.manager.templates.library()), settings)
                }
                try await submit(draft, quitKey, runtime)
            }
        }
    }

    private func checked(_ draft: JobDraft, _ settings: Settings) throws -> JobDraft {
        var draft = draft
        draft.spec.takesInput = interactive
        try JobValidation(safety: settings.file.safety).validate(draft)
        return draft
    }

    private func submit(_ draft: JobDraft, _ quitKey: QuitKey, _ runtime: Runtime) async throws {
        if !noWorker { try await FirstHost.ensure(runtime) }
        let (job, input) = try await submit(draft, quitKey, runtime.manager)
        if detach { try await OutputWriter.stdout.line("\(job.number)") }
        if !noWorker { try await BackgroundWorker(settings: runtime.settings, directory: runtime.directory).start() }
        guard !detach else { return }
        let attached = AttachedRun(
            manager: runtime.manager, number: job.number, isQuiet: quiet, isRaw: raw, input: input,
            quitKey: quitKey)
        do {
            let ended = try await attached.follow()
            try await writeResult(ended, runtime)
            throw ExitCode(ExitStatus.of(ended))
        } catch let left as AttachedRun.Left {
            throw ExitCode(left.exitCode)
        }
    }

    /// A job that takes input is held until it is promised its sender.
    private func submit(
        _ draft: JobDraft, _ quitKey: QuitKey, _ manager: JobManager
    ) async throws -> (Job, InputSender?) {
        guard interactive else { return (try await manager.jobs.submit(draft), nil) }
        var held = draft
        held.isHeld = true
        let job = try await manager.jobs.submit(held)
        let input = try InputSender(
            manager: manager, job: job.number, leavingKeys: draft.spec.hasTerminal ? quitKey.keysInTerminal : nil)
        guard !draft.isHeld else { return (job, input) }
        return (try await manager.jobs.release(job.number), input)
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

    /// IMAGE and COMMAND.
    private func image(_ words: [String]) throws -> [String] {
        let words = try RunWords.checked(words, self)
        guard !words.isEmpty || job.template != nil else {
            throw InvalidInput("IMAGE", "No image is named. Write for example `berth run debian:12 echo hello`.")
        }
        return words
    }
}
