import ArgumentParser
import JobCore
import JobEngine

/// `berth host check`.
struct HostCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Ask hosts now how they are; exits with 1 when one is not well.",
        discussion: """
            Says for each step on the way to the engine what was found: name, connection, TLS or ssh, version, what \
            the engine can do, and its clock.

            EXAMPLE
              berth host check local
            """)

    @Argument(help: ArgumentHelp("Which; none means all.", valueName: "NAME"), completion: .custom(Completions.hosts))
    var names: [String] = []

    @Flag(help: "As JSON, one object a line.")
    var json = false

    @OptionGroup(title: "Global") var global: GlobalOptions

    func run() async throws {
        try await Runtime.with(global, command: "host check", isReadOnly: true) { runtime in
            let chosen = names.isEmpty ? try await runtime.manager.hosts.list().map(\.name) : names
            var isWell = true
            for name in chosen {
                let health = try await runtime.manager.hosts.check(name)
                let steps = try await runtime.manager.hosts.probe(name)
                isWell = isWell && health.isHealthy
                guard !json else {
                    let record = HealthRecord(host: name, health, steps: steps)
                    try await OutputWriter.stdout.line(try JSONText.encode(record, isPretty: false))
                    continue
                }
                try await OutputWriter.stdout.line(HealthText.line(host: name, health))
                try await OutputWriter.stdout.lines(steps.map(HealthText.line))
            }
            if !isWell { throw ExitCode(ExitStatus.failure) }
        }
    }
}
