import ArgumentParser
import Foundation
import Measures

extension ConsoleFigures.Part: ExpressibleByArgument {}

/// `bench measure`: everything that `make bench` promises, in one run.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Measures rates, latencies, memory, a large store, and the console.")

    enum Part: String, CaseIterable, ExpressibleByArgument {
        case throughput, latency, logs, store, routing, hosts, takeover, console
    }

    @OptionGroup var options: BenchOptions

    @Option(help: "A second engine, which runs with --debug.")
    var debugEngine: String

    @Option(help: "The log file of the second engine.")
    var debugLog: String

    @Option(help: "The docker command.")
    var docker = "/usr/bin/docker"

    @Option(
        parsing: .upToNextOption,
        help: "Only these: throughput, latency, logs, store, routing, hosts, takeover, console.")
    var only = Part.allCases

    @Option(
        parsing: .upToNextOption,
        help: "Only these parts of the console: idle, list, long-list, form, log, flood, writes; writes no page.")
    var console = ConsoleFigures.Part.allCases

    @Option(help: "Rounds of the throughput; the report says how many.")
    var rounds = 7

    func run() async throws {
        let began = ContinuousClock.now
        let machine = try Machine()
        let engine = try BareEngine(host: options.engine)
        var report = Report()
        if only.contains(.throughput) { report.add(try await measureThroughput(engine)) }
        if only.contains(.latency) { report.add(try await measureLatency()) }
        if only.contains(.logs) { report.add(try await measureLogs(engine)) }
        if only.contains(.store) { report.add(try await measureStore()) }
        if only.contains(.routing) { report.add(RoutingTime().run()) }
        if only.contains(.hosts) { report.add(try await measureHosts()) }
        if only.contains(.takeover) {
            report.add(try await Takeover(berth: options.makeBerth(store: "takeover")).run())
        }
        var consoleReport = Report()
        if only.contains(.console) { consoleReport.add(try await measureConsole()) }
        let version = try await engine.version()
        try await engine.close()
        let context = Report.Context(
            machine: machine, engine: version, version: options.version, date: Date(), took: .now - began,
            loadAfter: try Machine.currentLoad())
        guard console == ConsoleFigures.Part.allCases else {
            // What was left out has no number.
            let lines = consoleReport.consoleMarkdown(context).split(separator: "\n", omittingEmptySubsequences: false)
            return print(lines.filter { !$0.contains("nan") }.joined(separator: "\n"))
        }
        var page = ResultsPage(path: options.results)
        if only != [.console] { page.main = report.markdown(context) }
        if only.contains(.console) { page.console = consoleReport.consoleMarkdown(context) }
        try page.write()
        print(page.text)
        if !report.isMet || !consoleReport.isMet { throw ExitCode(1) }
    }

    private func measureThroughput(_ engine: BareEngine) async throws -> Throughput.Result {
        let options = options
        var throughput = Throughput(engine: engine, makeBerth: { try options.makeBerth(store: $0) })
        throughput.rounds = rounds
        return try await throughput.run()
    }

    private func measureLatency() async throws -> Latency.Result {
        let berth = try options.makeBerth(store: "latency", engine: debugEngine)
        let engine = try BareEngine(host: debugEngine)
        let result = try await Latency(engine: engine, berth: berth, calls: EngineCallLog(path: debugLog)).run()
        try await engine.close()
        return result
    }

    private func measureStore() async throws -> LargeStore.Result {
        try await LargeStore(berth: options.makeBerth(store: "large")).run()
    }

    private func measureHosts() async throws -> HostFigures.Result {
        let options = options
        // The file lies beside the log.
        let path = URL(fileURLWithPath: debugLog).deletingLastPathComponent().path + "/dockerd.pid"
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let daemon = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw BenchFailure("'\(path)' names no process.")
        }
        return try await HostFigures(
            makeBerth: { try options.makeBerth(store: $0) }, other: debugEngine, daemon: daemon
        ).run()
    }

    private func measureConsole() async throws -> ConsoleFigures.Result {
        let options = options
        let called = CalledEngine(options: options, endpoint: debugEngine, calls: EngineCallLog(path: debugLog))
        return try await ConsoleFigures(makeBerth: { try options.makeBerth(store: $0) }, called: called).run(console)
    }

    private func measureLogs(_ engine: BareEngine) async throws -> LogVolume.Result {
        let docker = Program(path: docker, environment: ["DOCKER_HOST": options.engine, "HOME": options.directory])
        return try await LogVolume(engine: engine, berth: try options.makeBerth(store: "logs"), docker: docker).run()
    }
}
