import ArgumentParser
import Foundation

/// `bench soak`: one worker, busy for a while, and what it holds meanwhile.
struct SoakCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "soak", abstract: "Keeps a worker busy and watches what it holds.")

    @OptionGroup var options: BenchOptions

    @Option(help: "How long.")
    var minutes = 10.0

    func run() async throws {
        let machine = try Machine()
        let engine = try BareEngine(host: options.engine)
        let soak = Soak(berth: try options.makeBerth(store: "soak"), engine: engine, length: .seconds(minutes * 60))
        let result = try await soak.run()
        try await engine.close()
        let text = result.markdown(machine: machine, version: options.version, date: Date())
        try Data(text.utf8).write(to: URL(fileURLWithPath: options.results))
        print(text)
        if !result.isFlat { throw ExitCode(1) }
    }
}
