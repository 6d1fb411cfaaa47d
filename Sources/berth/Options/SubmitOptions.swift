import ArgumentParser
import JobCore

/// What becomes of this process once a job is submitted.
struct SubmitOptions: ParsableArguments {
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

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp(
            "What to do when no host could ever take the job: always waits and warns, never refuses. Default always.",
            valueName: "always|never"))
    var wait = "always"

    @Flag(help: "Only submit; start no worker.")
    var noWorker = false

    /// Checks what can be known before a job is read.
    ///
    /// - Throws: `InvalidInput` for options that contradict each other.
    func check() throws(InvalidInput) {
        _ = try quitKey
        guard ["always", "never"].contains(wait) else {
            throw InvalidInput(
                "--wait", "'\(TextForSentence.shortened(wait))' is not known. Write always or never.")
        }
        if interactive, detach {
            throw InvalidInput(
                "--interactive", "Nobody sends a detached job its input. Leave out -d, or give it a file by -v.")
        }
        if detach, result != nil {
            throw InvalidInput(
                "--result", "A detached run has no result yet. Use `berth wait` and `berth show --json`.")
        }
    }

    var quitKey: QuitKey {
        get throws(InvalidInput) {
            try detachKeys.map { text throws(InvalidInput) in try QuitKey(parsing: text) } ?? QuitKey()
        }
    }
}
