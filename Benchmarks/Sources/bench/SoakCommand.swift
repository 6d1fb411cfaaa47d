import ArgumentParser
import Foundation

/// `bench soak`: a console left open for a while, then one worker, busy for as long, and what they hold meanwhile.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak", abstract: "Leaves a console open, keeps a worker busy, and watches what they hold.")

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case console, worker
    }

    @OptionGroup var options: BenchOptions

    @Option(help: "How long, for each.")
    var minutes = 10.0

    @Option(parsing: .upToNextOption, help: "Only these: console, worker.")
    var only = Part.allCases

    func run() async throws {
        let machine = try Machine()
        let length = Duration.seconds(minutes * 60)
        var console: ConsoleSoak.Result?
        if only.contains(.console) {
            let figures = ConsoleFigures(makeBerth: { [options] in try options.makeBerth(store: $0) })
            console = try await ConsoleSoak(figures: figures, length: length).run()
        }
        var worker: Soak.Result?
        if only.contains(.worker) {
            let engine = try BareEngine(host: options.engine)
            worker = try await Soak(berth: options.makeBerth(store: "soak"), engine: engine, length: length).run()
            try await engine.close()
        }
        let date = Date().ISO8601Format().prefix(10)
        let title = "# Results of `make soak`\n\nWritten by it on \(date). \(options.version)\n"
        let foot = """
            Machine: \(machine.cores) cores (\(machine.processor)), \(machine.system), Linux \(machine.kernel); load at the
            start \(machine.load).

            """
        let parts = [title, worker?.markdown, console?.markdown, foot].compactMap { $0 }
        let text = parts.joined(separator: "\n")
        try Data(text.utf8).write(to: URL(fileURLWithPath: options.results))
        print(text)
        if worker?.isFlat == false || console?.isFlat == false { throw ExitCode(1) }
    }
}
