import ArgumentParser
import JobCore

/// `bench bare`: the bare loop alone, to see what an engine can do.
struct BareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bare", abstract: "Runs the bare loop alone, by concurrency.")

    @Option(help: "The engine, as DOCKER_HOST has it.")
    var engine: String

    @Option(help: "How many jobs.")
    var jobs = 50

    @Option(parsing: .upToNextOption, help: "How many at once.")
    var concurrency = [2, 4, 6, 8, 10]

    @Flag(name: .customLong("init"), help: "With an init as process 1, as Berth makes its containers.")
    var hasInit = false

    func run() async throws {
        let engine = try BareEngine(host: engine)
        var loop = BareLoop(engine: engine)
        if hasInit { loop.container = #"{"Image":"berth/busybox","Cmd":["true"],"HostConfig":{"Init":true}}"# }
        for concurrency in concurrency {
            let took = try await loop.run(jobs: jobs, concurrency: concurrency)
            print("\(concurrency) at once: \(Report.text(Double(jobs) / took.inSeconds, 2)) jobs/s")
        }
        try await engine.close()
    }
}
