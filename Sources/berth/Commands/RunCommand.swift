import ArgumentParser
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
            Options are spelled as `docker run` spells them and stand before IMAGE; what follows IMAGE is the command. \
            Attached, stdout and stderr of the job come out as they are, and its exit code is ours. ^C asks the job to \
            end; ^\\ leaves it running, as does a closed terminal.

            A berth.yaml in this directory or above names a project's jobs: `berth run build` runs its job 'build', \
            with what is given beside it. --template does the same with a job that is saved in the store.

            EXAMPLES
              berth run debian:12 sh -c 'echo out; echo err >&2; exit 3'
              berth run -d --name nightly --timeout 2h -v ./data:/data -m 2g app:2 report
              berth run --secret DB_PASSWORD --retry 3 --retry-on 75 app:2 sync
              berth run --at 22:30 --host gpu-1 --gpus all trainer:5
              pg_dump shop | berth run -i loader:2 import -
              berth run -d --after 1042 --after @build:any app:2 report
              berth run -d --group gpu --matrix lr=0.1,0.01 trainer:5 --rate {lr}
              ls *.wav | berth run --each - -v .:/data app:2 convert /data/{}
            """,
        helpNames: .long)

    @OptionGroup(title: "Container") var container: ContainerOptions
    @OptionGroup(title: "Job") var job: JobOptions

    @OptionGroup(title: "This process") var submit: SubmitOptions
    @OptionGroup(title: "Global") var global: GlobalOptions

    @Argument(parsing: .captureForPassthrough, help: ArgumentHelp("The image and its command.", valueName: "IMAGE"))
    var words: [String] = []

    func run() async throws {
        let settings = try global.settings()
        let reading = try RunReading(try request(), settings: settings)
        try submit.check()
        if submit.interactive, container.tty, isatty(STDIN_FILENO) != 1 {
            throw InvalidInput("--tty", "Standard input is no terminal. Leave out -t to send it as it is.")
        }
        // Before anything is opened: what is wrong in itself needs no store.
        let early = reading.needsStore ? nil : try submission(reading.order(), settings)
        try await CommandFailure.asNeverStarted {
            try await Runtime.with(global, command: "run", isCreating: true) { runtime in
                let submission =
                    if let early {
                        early
                    } else {
                        try submission(reading.order(try await runtime.manager.templates.library()), settings)
                    }
                try await submission.run(runtime)
            }
        }
    }

    private func submission(_ order: JobOrder, _ settings: Settings) throws -> Submission {
        let submission = try Submission(order, submit)
        try submission.order.validate(settings.file.safety)
        return submission
    }

    /// What was asked for.
    ///
    /// - Throws: `InvalidInput` for an option that Berth has not, and without an image.
    func request() throws -> RunRequest { RunRequest(words: try image(words), container, job) }

    /// IMAGE and COMMAND.
    private func image(_ words: [String]) throws -> [String] {
        let words = try RunWords.checked(words, self)
        guard !words.isEmpty || job.template != nil else {
            throw InvalidInput("IMAGE", "No image is named. Write for example `berth run debian:12 echo hello`.")
        }
        return words
    }
}
