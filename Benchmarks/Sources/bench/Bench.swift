import ArgumentParser

/// Measures Berth. Called by `scripts/bench` and `scripts/soak`, which build what it needs and start engines for it.
@main
struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measures Berth on private engines.",
        subcommands: [MeasureCommand.self, SoakCommand.self, BareCommand.self])
}

/// What every part needs.
struct BenchOptions: ParsableArguments {
    @Option(help: "The berth binary.")
    var berth: String

    @Option(help: "The engine that jobs run on, as DOCKER_HOST has it. Nothing else may use it.")
    var engine: String

    @Option(help: "A directory for stores; it must be on a disk, for what is written is made durable.")
    var directory: String

    @Option(help: "The Markdown file to write.")
    var results: String

    @Option(help: "What is measured, for the report, such as a commit.")
    var version = ""

    func makeBerth(store: String, engine: String? = nil) throws -> Berth {
        try Berth(binary: berth, directory: directory, store: store, engine: engine ?? self.engine)
    }
}
