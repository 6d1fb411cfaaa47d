import ArgumentParser
import JobCore
import JobEngine

/// `berth host drain`.
struct HostDrainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drain", abstract: "Let hosts take no new jobs, and wait until nothing of ours runs there.",
        discussion: """
            Interrupting it ends the wait only; the hosts stay inactive until `berth host activate`. Exits with 124 \
            when the time is over.

            EXAMPLE
              berth host drain build --timeout 1h && ssh build.lan sudo reboot
            """)

    @Argument(help: ArgumentHelp("Which.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String]

    @Option(name: .long, help: ArgumentHelp("How long to wait at most.", valueName: "duration"))
    var timeout: String?

    @OptionGroup(title: "Global") var global: GlobalOptions

    private static let lookPeriod = Duration.milliseconds(500)

    func run() async throws {
        let limit = try timeout.map { try Duration(parsing: $0, field: "--timeout") }
        try await Runtime.with(global, command: "host drain") { runtime in
            let hosts = try await runtime.manager.hosts.find(names)
            let names = hosts.map(\.name)
            for var host in hosts where host.isActive {
                host.isActive = false
                try await runtime.manager.hosts.update(host)
            }
            let end = limit.map { ContinuousClock.now + $0 }
            var told = -1
            while true {
                let loads = try await runtime.manager.hosts.loads()
                let running = names.reduce(0) { $0 + (loads[$1]?.attempts ?? 0) }
                if running != told { StandardError.say(Self.sentence(running, names)) }
                told = running
                guard running > 0 else { return }
                if let end, ContinuousClock.now >= end { throw ExitCode(ExitStatus.timeout) }
                try await Task.sleep(for: Self.lookPeriod)
            }
        }
    }

    private static func sentence(_ running: Int, _ names: [String]) -> String {
        let places = names.map { "'\($0)'" }.joined(separator: ", ")
        return switch running {
        case 0: "Nothing runs on \(places) any more."
        case 1: "One job still runs on \(places)."
        default: "\(running) jobs still run on \(places)."
        }
    }
}
